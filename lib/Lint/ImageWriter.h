//===- ImageWriter.h - a checked registry as C++ ------------------*- C++ -*-===//
//
// The second stage of the build: `mlsc-stage1 registry-image --out FILE registry/`
// checks and lints the registry and writes it as the constinit table that the second
// link embeds (Registry/Image.h).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Sema/Check.h"
#include "llvm/Support/raw_ostream.h"

namespace mls {

/// Writes the declarations of a registry that checkRegistry accepted. The folder's name
/// is cut from the names of its files, so that the image does not depend on where it was built.
void writeImage(const Checked &registry, llvm::StringRef folder, llvm::raw_ostream &out);

} // namespace mls
