//===- Version.cpp - mlsc version ------------------------------------------===//

#include "Basic/Version.h"
#include "Driver/Command.h"
#include "Registry/Registry.h"

using namespace mls;

static int runVersion(Invocation &invocation) {
  Registry registry = Registry::builtin();
  invocation.out << "mlsc " << version << "\nregistry " << (registry.empty() ? "empty" : registry.version()) << '\n';
  return Success;
}

namespace mls::command {
extern const Command version;
const Command version = {
    .name = "version",
    .summary = "the compiler's version and its registry's",
    .help = "Prints the version of the compiler, and the date and content hash of the registry compiled into it.",
    .maxOperands = 0,
    .run = runVersion,
};
} // namespace mls::command
