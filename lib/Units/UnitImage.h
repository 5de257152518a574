//===- UnitImage.h - units as C++ text --------------------------*- C++ -*-===//
//
// The second link of the compiler embeds the units of registry/units/ as a
// constinit table; this writes it.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/UnitTable.h"
#include "llvm/Support/raw_ostream.h"

namespace mls {

/// Writes `constexpr UnitDef NAME[] = {…};`, sorted as UnitTable wants it, for a file
/// that includes Units/UnitTable.h. `origin` gives the C++ expression of each origin
/// (`&origins[17]`); without it they are null.
void writeUnits(llvm::raw_ostream &out, llvm::StringRef name, llvm::ArrayRef<const UnitDef *> units,
                llvm::function_ref<std::string(const UnitDef &)> origin = nullptr);

/// `Dim::fromTwelfths({0, 12, …})`: for every other table of the image.
std::string constantText(Dim dim);

} // namespace mls
