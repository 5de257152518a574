//===- Printed.h - figures as documents print them --------------*- C++ -*-===//
//
// Reads numbers and units out of quoted prose ("1,979 teraFLOPS", "$2.49/hr",
// "900GB/s"), which follows no grammar: the spellings that the language refuses
// with a suggestion are read as what they suggest.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/UnitTable.h"

#include <optional>
#include <string>

namespace mls::lint_rules {

/// A number of a quote, with one of the units that its spelling may mean.
struct PrintedFigure {
  double value = 0;         ///< as printed
  double halfDigit = 0.5;   ///< half a unit of the last printed digit
  std::optional<Unit> unit; ///< nothing: no unit stands behind it
  llvm::StringRef text;     ///< of the quote, number and unit

  /// In base units; `binary`: decimal prefixes mean powers of 1024.
  double base(double number, bool binary) const;
};

/// Every reading of every number, in order of the text.
llvm::SmallVector<PrintedFigure, 4> readFigures(llvm::StringRef quote, const UnitTable &units);

/// `printed: [sparse(2), per_node(8)]`: what the value is multiplied by to give the
/// printed figure.
struct Transform {
  double factor = 1;
  bool binary = false; ///< the document prints GB and means GiB
};
struct TransformError {
  std::string step; ///< that is none
};
Expected<Transform, TransformError> readTransform(llvm::StringRef printed);

} // namespace mls::lint_rules
