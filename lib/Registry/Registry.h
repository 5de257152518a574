//===- Registry.h - the figures that come with the compiler -------*- C++ -*-===//
//
// A view over the compiled image: lookup by path, by name and by schema without
// materialising anything. `--registry DIR` lays files over it; those are parsed and
// checked like a user's (Check.h) and shadow entries of the same path.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Registry/Image.h"
#include "Registry/Provenance.h"
#include "llvm/ADT/SmallVector.h"

namespace mls {

class Registry {
public:
  explicit constexpr Registry(const RegistryImage &image) : image(&image) {}
  /// The registry compiled into this binary.
  static Registry builtin() { return Registry(registryImage); }

  const RegistryImage &data() const { return *image; }
  bool empty() const { return image->empty(); }

  /// `2026.11+1f3a9c2e`: date pin and content hash.
  std::string version() const;

  /// The entry `hardware.nvidia.H200_SXM`; null when there is none.
  const ImageEntry *find(llvm::StringRef path) const;
  /// Entries below a folder (`hardware.nvidia`, or `` for all), in order of path.
  llvm::ArrayRef<ImageEntry> under(llvm::StringRef folder) const;
  /// True when the path is a folder: some entry lies below it.
  bool isFolder(llvm::StringRef path) const { return !under(path).empty(); }
  /// Entries whose last name is `name`: `H200_SXM`.
  llvm::SmallVector<const ImageEntry *, 2> named(llvm::StringRef name) const;

  llvm::StringRef path(const ImageEntry &e) const { return image->str(e.path); }
  /// `H200_SXM` of `hardware.nvidia.H200_SXM`.
  llvm::StringRef name(const ImageEntry &e) const { return path(e).rsplit('.').second; }
  llvm::StringRef schema(const ImageEntry &e) const { return image->str(e.schema); }
  llvm::StringRef doc(const ImageEntry &e) const { return image->str(e.doc); }

  /// The source `nvidia_h200_datasheet`; null when there is none.
  const ImageSource *source(llvm::StringRef id) const;
  /// The compiled default of `Node.power`; null when the field has none.
  const ImageDefault *defaultOf(llvm::StringRef field) const;

private:
  const RegistryImage *image;
};

} // namespace mls
