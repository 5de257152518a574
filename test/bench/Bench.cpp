//===- Bench.cpp - mls-bench: speed and memory ----------------------------===//
//
// usage: mls-bench [--format text|json]
// JSON is one object a line: name, value, unit, baseline, ratio.
//
//===----------------------------------------------------------------------===//

#include "Figures.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include <fmt/format.h>

using namespace mls::bench;

static void print(const Figure &figure, bool json) {
  if (json) {
    llvm::outs() << llvm::json::Value(llvm::json::Object{{"name", figure.name},
                                                         {"value", figure.value},
                                                         {"unit", figure.unit},
                                                         {"baseline", figure.baseline},
                                                         {"ratio", figure.ratio()}})
                 << "\n";
    return;
  }
  llvm::outs() << fmt::format("{:<16}{:>12.4g} {:<9} {:>8.3g} x {} ({:.4g})\n", figure.name, figure.value, figure.unit,
                              figure.ratio(), figure.baselineName, figure.baseline);
}

int main(int argc, char **argv) {
  llvm::StringRef format = argc == 3 && llvm::StringRef(argv[1]) == "--format" ? argv[2] : argc == 1 ? "text" : "";
  if (format != "text" && format != "json") {
    llvm::errs() << "usage: mls-bench [--format text|json]\n";
    return 3;
  }
  std::string self = llvm::sys::fs::getMainExecutable(argv[0], nullptr);
  std::vector<Figure> figures;
  measureProcesses(llvm::sys::path::parent_path(self).str(), figures);
  measureSolvers(figures);
  measureSweeps(figures);
  for (const Figure &figure : figures)
    print(figure, format == "json");
}
