//===- Cursor.h - what stands at a place of the text ------------*- C++ -*-===//
#pragma once

#include "Sema/Check.h"

#include <string>

namespace mls::lsp {

/// What the checker knows about an offset, from the outside in.
struct Cursor {
  llvm::StringRef word; ///< the identifier there; may be empty
  Range wordRange;

  const Decl *inside = nullptr;   ///< the declaration of the file around it
  const Node *node = nullptr;     ///< the innermost checked expression
  const Schema *schema = nullptr; ///< of the record whose braces (or call) are around it
  const Node *record = nullptr;   ///< that record, `with` or call

  const Field *field = nullptr;  ///< the field named here, as a key or behind a dot
  const Schema *owner = nullptr; ///< its schema
  bool key = false;              ///< it is a key: `rent` of `rent: 30 USD/h`
  const Node *value = nullptr;   ///< of that key

  /// The path that `mlsc explain` takes for what stands here (`Pod.rent`,
  /// `slo.tpot`); empty when it has none.
  std::string path;
};

/// The declaration that is named at an offset: where it is declared, used, or taken
/// from the registry by `use`.
const Decl *declarationAt(const Checked &checked, uint32_t offset);

Cursor cursorAt(const Checked &checked, uint32_t offset);

/// The field `name` of a schema or of one that it extends.
const Field *findField(const Schema *schema, llvm::StringRef name);

/// The schema that a field holds records of; null for a number.
const Schema *schemaOf(const Field &field);

/// The identifier that touches `offset`.
Range wordAt(llvm::StringRef text, FileId file, uint32_t offset);

} // namespace mls::lsp
