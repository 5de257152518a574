//===- Load.h - operands to checked programs --------------------*- C++ -*-===//
//
// What run, check, explain and emit share: read a file, a folder or standard input,
// check it with the options all of them take, and render what the compiler says.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Driver/Command.h"
#include "Sema/Check.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/ADT/STLFunctionalExtras.h"

#include <array>
#include <optional>

namespace mls {

/// Options of every command that checks a file.
inline constexpr llvm::StringRef diagnosticFormats[] = {"text", "json", "sarif"};
inline constexpr Option checkOptions[] = {
    {"--set", "PATH=EXPR", "replace an input, in the language's own terms: --set slo.batch=128 (repeatable)"},
    {"--strict", "", "a number without a source is an error"},
    {"--registry", "DIR", "lay a folder of entries over the registry"},
    {"--diagnostics", "FORMAT", "how messages are printed: text, json or sarif", diagnosticFormats},
};

/// `checkOptions` followed by a command's own, at compile time.
template <size_t N> constexpr auto withCheckOptions(const Option (&own)[N]) {
  std::array<Option, std::size(checkOptions) + N> all{};
  for (size_t i = 0; i < N; ++i)
    all[i] = own[i];
  for (size_t i = 0; i < std::size(checkOptions); ++i)
    all[N + i] = checkOptions[i];
  return all;
}

/// Every `.mls` file an operand names: itself, or those of a folder and below in
/// order of name. Nothing and a reported reason when it cannot be read.
std::optional<std::vector<std::string>> filesOf(Invocation &invocation, const Operand &operand);

/// The text of a file, or of standard input for `-`; reported when it cannot be read.
std::optional<std::string> textOf(Invocation &invocation, const Operand &operand, const std::string &path);

/// Reads and checks one file, by `withSets` with what `--set` says; null when it cannot be read (reported).
std::shared_ptr<const Checked> load(Invocation &invocation, const Operand &operand, const std::string &path,
                                    bool withSets = true);

/// A snapshot without a file of its own: a view of the registry, with its overlay.
std::shared_ptr<const Checked> registryView(Invocation &invocation);

/// Writes a file; what goes wrong is reported at `place`. Gives the exit code.
int writeFile(Invocation &invocation, Range place, const std::string &path,
              llvm::function_ref<void(llvm::raw_ostream &)> content,
              llvm::sys::fs::CreationDisposition disposition = llvm::sys::fs::CD_CreateAlways);

/// Calls `act` for every file of the operands and gives the worst status; what cannot be read (reported) counts as
/// BadUsage.
int eachFile(Invocation &invocation, llvm::function_ref<int(const Operand &, const std::string &path)> act);
int eachChecked(Invocation &invocation, llvm::function_ref<int(const Checked &)> act);

/// Renders diagnostics to the error stream in the format asked for; a document even
/// when there are none, where that format is json or sarif.
void report(Invocation &invocation, const DiagnosticEngine &diags, const SourceManager &sources);

} // namespace mls
