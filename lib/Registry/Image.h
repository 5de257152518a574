//===- Image.h - the compiled registry ----------------------------*- C++ -*-===//
//
// What `mlsc-stage1 registry-image` writes and the second link embeds: plain data,
// `constinit`, sorted by name, so that start-up does nothing at all and a lookup is
// a binary search. An expression is a row of 32-bit words in prefix order, which
// Sema materialises into the nodes of Program.h on the first use of its entry
// (lib/Sema/ImageReader.cpp; written by lib/Lint/ImageWriter.cpp).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/UnitTable.h"

#include <cstdint>

namespace mls {

/// A piece of RegistryImage::text.
struct ImageText {
  uint32_t offset = 0, size = 0;
};

/// A place in one of the registry's files; file 0: none.
struct ImageRange {
  uint32_t file = 0, begin = 0, end = 0;
};

/// A file of the registry with its text, so that a message can quote it.
struct ImageFile {
  ImageText name, text;
};

/// A record, constant or format: `hardware.nvidia.H200_SXM`.
struct ImageEntry {
  ImageText path;
  ImageText schema; ///< name of its schema; empty: a plain value
  ImageText doc;
  uint32_t kind = 0;  ///< DeclKind
  uint32_t words = 0; ///< offset of its expression in RegistryImage::words
  ImageRange range, nameRange;
};

/// A source document.
struct ImageSource {
  ImageText id, kind, publisher, title, url, accessed, sha256;
  bool changes = true;
  uint32_t lists = 0; ///< words: count, subjects…, count, publishes… (each an ImageText)
  ImageRange range;
};

/// Default of a schema's field, `Node.power`, compiled.
struct ImageDefault {
  ImageText field;
  uint32_t words = 0;
};

struct RegistryImage {
  llvm::StringRef text;
  llvm::ArrayRef<uint32_t> words;
  llvm::ArrayRef<ImageFile> files;     ///< file i + 1 of the ranges
  llvm::ArrayRef<ImageEntry> entries;  ///< by path
  llvm::ArrayRef<ImageSource> sources; ///< by id
  llvm::ArrayRef<ImageDefault> defaults; ///< by field
  llvm::ArrayRef<UnitDef> units;       ///< sorted, for UnitTable
  llvm::ArrayRef<llvm::StringRef> dimensions; ///< declared beside the built-in ones
  llvm::StringRef date;                ///< `2026.11`
  llvm::StringRef hash;                ///< of all that the registry says

  llvm::StringRef str(ImageText t) const { return text.substr(t.offset, t.size); }
  bool empty() const { return entries.empty() && units.empty(); }
};

/// The image of this binary: empty in stage 1 (EmptyImage.cpp).
extern const RegistryImage registryImage;

} // namespace mls
