//===- Check.h - from text to a checked program -------------------*- C++ -*-===//
//
// The one door to Sema. `check` parses a file and what it imports, resolves names,
// infers and checks types, dimensions and the flow of demand and supply, and folds
// expressions of literals; it calls no solver and never fails: what is wrong stands
// in `diags`, and the rest of the program is there.
//
// A Checked is one immutable snapshot that owns all its memory. An editor makes a
// new one at each keystroke and drops the old.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Basic/Diagnostics.h"
#include "Registry/Registry.h"
#include "Sema/Block.h"
#include "Syntax/AST.h"
#include "Units/UnitTable.h"
#include "llvm/ADT/StringMap.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace mls {

/// What became of reading a file.
struct FileText {
  enum Status : uint8_t { Ok, Missing, Directory, Binary, TooLarge, Unreadable } status = Ok;
  std::string text;
};
/// No one writes a gigabyte of `.mls`; a device or a wrong operand may offer one.
inline constexpr uint64_t largestFile = uint64_t(64) << 20;
/// Reads a file of any kind without a crash; the default loader.
FileText readFile(const std::string &path);

struct CheckOptions {
  bool strict = false;                ///< unsourced numbers are errors
  bool warningsAsErrors = false;
  std::vector<std::string> overrides; ///< `--set PATH=EXPR`
  std::string registryDir;            ///< `--registry DIR`; empty: none
  /// Imports may not leave this folder; empty: the folder of the file.
  std::string root;
  /// Reads imports (an editor gives its open buffers); empty: readFile.
  std::function<FileText(const std::string &path)> load;
};

struct CheckInput {
  std::string name; ///< path as the user wrote it, or `<stdin>`
  std::string text;
  const Catalog *catalog = nullptr; ///< schemas and solvers; never null
  Registry registry = Registry::builtin();
  CheckOptions options;
};

class Checked {
public:
  Checked();
  ~Checked();
  Checked(const Checked &) = delete;

  SourceManager sources;
  DiagnosticEngine diags;
  UnitTable units;  ///< the registry's and the file's own; knows the names of dimensions
  const Catalog *catalog = nullptr;
  Registry registry = Registry::builtin();

  FileId file = 0;                ///< the file itself
  const ast::File *ast = nullptr; ///< never null after check
  std::vector<FileId> files;      ///< the file, then its imports
  llvm::StringRef pin;            ///< of `registry "2026.11"`; empty: none

  std::vector<const Decl *> decls;  ///< declarations of the file, in file order
  std::vector<const Decl *> order;  ///< those and all they use, dependencies first
  std::vector<Statement> statements; ///< shows and asserts of the file, in file order
  std::vector<BlockQuery> blocks;   ///< sweeps, solves, … of the file and its imports
  std::vector<Override> overrides;

  const DimNames &dims() const { return units.dimensions(); }
  bool ok() const { return !diags.hasErrors(); }

  /// A declaration by the name a user would write: `Pod`, `fleet.X`, `Virginia`, or a
  /// full registry path `hardware.nvidia.H200_SXM` (materialised if need be).
  const Decl *lookup(llvm::StringRef path) const;
  /// All that a name at file scope can mean, for completion.
  std::vector<llvm::StringRef> names() const;
  /// Every registry record of a schema or one that extends it: `zoo(Accelerator)`.
  std::vector<const Decl *> zoo(const Schema *schema) const;

  /// The default of a field, over its siblings (Self 0 is the record that has the
  /// field); null: it has none. Walks the schema's bases.
  const Node *defaultOf(const Schema *schema, const Field &field) const;

  /// The innermost node whose range contains this offset; null: none.
  const Node *nodeAt(FileId file, uint32_t offset) const;
  /// The declaration whose name stands here or that a node here refers to.
  const Decl *declAt(FileId file, uint32_t offset) const;

  /// `Bandwidth`, `Node`, `List<Pool>`, `one of none, full`.
  std::string print(const Type &type) const;

  /// The checker that made this snapshot; it stays to materialise registry entries.
  struct State;
  std::unique_ptr<State> state;
};

/// Checks a file. Never null.
std::shared_ptr<const Checked> check(CheckInput input);

/// Checks a folder of entries as a registry of its own (`mlsc lint DIR`, stage 1): its
/// declarations, with full paths, are `decls`.
std::shared_ptr<const Checked> checkRegistry(const std::string &dir, const Catalog &catalog,
                                             Registry below = Registry::builtin());

} // namespace mls
