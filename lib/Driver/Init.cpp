//===- Init.cpp - mlsc init ------------------------------------------------===//

#include "Driver/Load.h"

using namespace mls;

/// A first file that runs as it is; a test runs it.
static constexpr llvm::StringLiteral starter =
    R"mls(//! What does one node answer, and how fast? Change a number and run `mlsc run` again.

use models.meta.Llama3_1_70B
use hardware.nvidia.HGX_H200

/// Demand: knows no hardware.
workload Chat: Serving {
  model:   Llama3_1_70B
  formats: { weights: fp8  activations: fp8  kv: fp8 }
  prompt:  2048 tok
  output:  512 tok
}

/// Supply: knows no workload.
hardware Pod = HGX_H200

query slo = serve(Chat, on: Pod, tp: 8, batch: 64)

show slo.ttft, slo.tpot, slo.throughput, slo.memory.used

assert slo.fits
assert slo.tpot <= 40 ms/tok "faster than reading"
)mls";

static int runInit(Invocation &invocation) {
  Operand file = invocation.operands.empty() ? Operand{"plan.mls", {1, 5, 9}} : invocation.operands.front();
  int status = writeFile(
      invocation, file.range, file.text, [](llvm::raw_ostream &out) { out << starter; },
      llvm::sys::fs::CD_CreateNew);
  if (status == Success)
    invocation.out << "wrote " << file.text << "; next: mlsc run " << file.text << '\n';
  return status;
}

namespace mls::command {
extern const Command init;
const Command init = {
    .name = "init",
    .operands = "[FILE]",
    .summary = "write a first file to start from",
    .help = "Writes plan.mls, or FILE, with a workload, a node and a query; never over an existing file.\n\n"
            "  mlsc init\n"
            "  mlsc init fleet.mls",
    .maxOperands = 1,
    .run = runInit,
};
} // namespace mls::command
