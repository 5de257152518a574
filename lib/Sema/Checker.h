//===- Checker.h - Sema's working state ---------------------------*- C++ -*-===//
//
// One class, a file per concern:
//
//   Files.cpp    reading, imports, overlays      Decls.cpp     declarations, their order
//   Names.cpp    scopes and look-up              Types.cpp     annotations, fields' types
//   Literals.cpp numbers, units, dates           Arith.cpp     dimensions of operators
//   Exprs.cpp    the other expressions           Mismatch.cpp  the words of type errors
//   Records.cpp  `{…}`, `with`, paths            Members.cpp   `a.b`
//   Calls.cpp    solvers, built-in functions     Defs.cpp      the user's functions
//   Results.cpp  results as arguments            Infer.cpp     their undeclared parameters
//   Coerce.cpp   values at boundaries            Flow.cpp      demand and supply
//   Counts.cpp   counting words
//   Fold.cpp     constants, domains              Origins.cpp   where figures come from
//   Queries.cpp  clauses of block queries        Cycles.cpp    fields over one another
//   UnitDecls.cpp  units, dimensions, schemas    ImageReader.cpp  registry rows to nodes
//
// Expressions are checked top down with the type that is wanted (for enum words,
// formats, records and lists) and are typed bottom up. A node that was reported is
// an Error node, and whoever meets one stays silent.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Sema/Check.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

#include <deque>
#include <map>

namespace mls {

struct Module;

/// A declaration on its way from syntax, or from a row of the image, to a Decl.
struct Pending {
  const ast::Decl *syntax = nullptr;
  const ImageEntry *entry = nullptr;
  Module *module = nullptr;
  Decl *decl = nullptr;
  enum Phase : uint8_t { Unseen, Checking, Done } phase = Unseen;
  bool ordered = false;   ///< stands in the order of definition
  bool nameTaken = false; ///< a `use` brings in the same name; reported
  bool generic = false;   ///< a function whose body is checked again at each call
};

/// What a name at file scope means.
struct Symbol {
  Pending *decl = nullptr;
  Module *module = nullptr; ///< an import
  Range range;              ///< of the name that introduced it
  bool fromUse = false, used = false;
};

/// One file of the program or of a registry folder.
struct Module {
  const ast::File *ast = nullptr;
  FileId file = 0;
  std::string name;   ///< `fleet`; folder path of a registry file, `hardware.nvidia`
  std::string path;   ///< of the file
  bool registry = false;
  const Module *importer = nullptr; ///< for the chain of a cycle
  bool loading = false;
  std::map<std::string, Symbol, std::less<>> names;
};

/// Names of an expression besides those of its file: a record's fields, or one variable.
struct Scope {
  const Scope *outer = nullptr;
  const Schema *record = nullptr; ///< fields of this record are in scope
  llvm::StringRef name;           ///< or this variable
  Type type;
  unsigned slot = 0;
  Flow flow = Flow::Neutral;
  mutable bool used = false;
};

/// Where an expression stands.
struct Env {
  Module *module = nullptr;
  const Scope *scope = nullptr;
  Side side = Side::Neutral;  ///< what the record around accepts
  std::string owner;          ///< path of the record around, for messages
  const Field *container = nullptr; ///< the list or map whose elements these are
  unsigned slots = 0;         ///< next free slot of the frame
  bool equation = false;      ///< `==` states an equation of `solve`
  bool choice = false;        ///< part of the question asked (a workload, an argument), not evidence
};

/// A place that states what it wants: a field, an argument, a parameter, an annotation.
struct Boundary {
  std::string what;             ///< "`rent` of `Node`"
  const Field *field = nullptr; ///< domain and unit; null: only a type
  std::string path;             ///< `Pod.rent`, for the chain of a flow
  const Schema *owner = nullptr; ///< schema that has the field
  Range place;                  ///< of the name, where the value has none
  const Decl *input = nullptr;  ///< what an override or an axis sets,
  llvm::StringRef member;       ///< and the first name behind it
};

/// The counting words that the literals behind a value spell.
struct Counts {
  llvm::ArrayRef<CountPower> words;
  /// Of a product only what it is per has to be wanted: what `8 GPU` multiplies may be
  /// that of one.
  bool product = false;

  bool fit(llvm::ArrayRef<CountPower> want) const;
};

/// "an `Energy`"
std::string article(llvm::StringRef name);
/// `Node`; `serve` of the results of a solver.
llvm::StringRef shownName(const Schema *s);

class Checker {
public:
  explicit Checker(Checked &out) : out(out), diags(out.diags) {}

  //===-- Files.cpp
  Module *addModule(std::string name, std::string path, std::string text);
  void loadImports(Module &module);
  void loadRegistry(const std::string &dir);
  FileText load(const std::string &path) const;

  //===-- Decls.cpp
  void declare(Module &module);
  void checkAll(Module &main);
  void require(Pending &p); ///< checks it now unless that is done; reports a cycle
  void checkDecl(Pending &p);
  void checkStatements(Module &main);
  void checkUses(Module &main);
  void order(llvm::ArrayRef<Pending *> roots);
  void dependencies(const ast::Decl &decl, Module &module, llvm::SmallVectorImpl<Pending *> &to);

  //===-- Names.cpp
  Symbol *find(Module &module, llvm::StringRef name);
  Pending *registryEntry(llvm::StringRef path);
  bool registryFolder(llvm::StringRef path);
  /// Entries of one registry folder see each other by name.
  Pending *sibling(const Module &module, llvm::StringRef name);
  std::vector<std::string> registryPaths(llvm::StringRef folder = {});
  /// `use hardware.nvidia.H200_SXM`; reports what is wrong.
  Pending *usePath(const ast::Path &path);
  Node *path(const ast::PathExpr &e, const Env &env, const Type *want);
  /// What the first parts of a path name; `used` counts them. Null: reported or unknown.
  Pending *resolveDecl(const ast::Path &path, Module &module, size_t &used, bool report);
  void unknownName(const ast::Name &name, const Env &env);
  /// Names within an expression that cannot be checked are used all the same.
  void markUsed(const ast::Expr *e, Module &module);
  const Source *findSource(const ast::Path &path, Module &module);

  //===-- Types.cpp
  Type number() const { return quantity(Dim()); }
  Type quantity(Dim d) const { Type t; t.kind = Type::Quantity; t.dim = d; return t; }
  Type plain(Type::Kind k) const { Type t; t.kind = k; return t; }
  Type record(const Schema *s) const { Type t; t.kind = Type::Record; t.schema = s; return t; }
  Type listOf(const Type &element);
  Type fieldType(const Field &f);
  using Generics = llvm::StringMap<Dim>;
  Type annotation(const ast::TypeExpr *t, Module &module, const Generics *generics = nullptr);
  std::optional<Dim> dimension(const ast::TypeExpr *t, Module &module, const Generics *generics);
  const Schema *schemaNamed(const ast::Path &path, Module &module, bool report);
  std::string print(const Type &t) const;
  std::string describe(const Type &t) const; ///< "a `Time`", "a list"

  //===-- Literals.cpp
  Node *literal(const ast::NumberExpr &e, const Env &env);
  std::optional<Unit> unit(const ast::UnitText &text, const Env *env);

  //===-- Exprs.cpp
  Node *expr(const ast::Expr *e, const Env &env, const Type *want = nullptr);
  Node *condition(const ast::Expr *e, const Env &env, llvm::StringRef what);
  Node *conditional(const ast::ConditionalExpr &e, const Env &env, const Type *want);
  Node *defaulted(const ast::DefaultExpr &e, const Env &env, const Type *want);
  Node *list(const ast::ListExpr &e, const Env &env, const Type *want);
  Node *reduction(const ast::ReductionExpr &e, const Env &env);
  Node *range(const ast::RangeExpr &e, const Env &env, const Type *want);
  Node *as(const ast::AsExpr &e, const Env &env);
  Node *showIn(Node *value, const ast::UnitText &unit, const Env &env, Range range);
  Node *index(const ast::IndexExpr &e, const Env &env);

  //===-- Arith.cpp
  Node *binary(const ast::BinaryExpr &e, const Env &env);
  Node *binary(const ast::BinaryExpr &e, Node *left, Node *right);
  Node *power(const ast::BinaryExpr &e, Node *left, Node *right);
  Node *unary(const ast::UnaryExpr &e, const Env &env);
  Node *logical(const ast::LogicalExpr &e, const Env &env);
  Node *compare(const ast::CompareExpr &e, const Env &env);
  bool isWhole(const Node *n);

  //===-- Mismatch.cpp
  void cannotCombine(diag::Id id, llvm::StringRef verb, Range place, const Node *left, const Node *right);
  void wrongType(const Node *value, const Type &want, const Boundary &at);
  /// Adds `differs by`, the missing factor, and the meanings of a Token.
  void explainDifference(DiagBuilder &d, Dim left, Dim right, llvm::StringRef side);
  /// `s` of a Time, `W` of a Power; empty when no one unit has the dimension.
  std::string baseUnitOf(Dim d) const;

  //===-- Records.cpp
  Node *recordExpr(const ast::RecordExpr &e, const Env &env, const Type *want);
  Node *fields(const ast::RecordExpr &e, const Env &env, const Schema *schema, Range name);
  Node *map(const ast::RecordExpr &e, const Env &env, const Type &want);
  Node *anonymous(const ast::RecordExpr &e, const Env &env);
  Node *with(const ast::WithExpr &e, const Env &env);
  llvm::SmallVector<Entry, 8> entries(const ast::RecordExpr &e, const Env &env, const Type &of, const Node *base);
  /// Follows a dotted path to the field it names; false: reported.
  bool fieldPath(llvm::ArrayRef<ast::Name> path, const Type &of, const Node *base, Boundary &at, Type &type);
  void checkComplete(llvm::ArrayRef<Entry> given, const Schema *schema, Range place, llvm::StringRef name);
  void checkGroups(llvm::ArrayRef<Entry> given, const Schema *schema, Range place, bool complete);
  void unknownField(const ast::Name &name, llvm::ArrayRef<const Schema *> schemas);
  /// A schema for values that no declared one describes: `{ a: 1 s }`, the rows of a table.
  const Schema *adHoc(llvm::StringRef name, llvm::ArrayRef<std::pair<llvm::StringRef, Type>> members);

  //===-- Members.cpp
  Node *member(Node *base, const ast::Name &name, const Env &env);
  /// The value that a record known here gives to a field; null: not known.
  const Node *staticField(const Node *record, llvm::StringRef name);
  const Node *staticRecord(const Node *record); ///< the Record, Map, With or Call behind names
  const Signature *solverOf(const Node *query);
  /// The schemas whose fields a value of this type has, results before arguments.
  llvm::SmallVector<const Schema *, 4> schemasOf(const Type &type, const Node *value);

  //===-- Calls.cpp
  Node *call(const ast::CallExpr &e, const Env &env, const Type *want);
  Node *solverCall(const ast::CallExpr &e, const Signature &s, const Env &env);
  Node *functionCall(const ast::CallExpr &e, const Signature &s, const Env &env);
  Node *builtin(const ast::CallExpr &e, llvm::StringRef name, const Env &env, bool &known);
  Node *elementwise(const ast::CallExpr &e, llvm::StringRef name, const Env &env);

  //===-- Results.cpp
  /// The only member of a query's results that `want` accepts, or null.
  Node *resultFor(const Node *results, const Type &want);
  /// Adds the inherited arguments of a call that its first argument brings along; nobody
  /// wrote them, and their entries have no range.
  void inherit(llvm::SmallVectorImpl<Entry> &given, const Signature &s, const Env &env);

  //===-- Defs.cpp
  void checkDef(Pending &p);
  Node *defCall(const ast::CallExpr &e, Pending &p, const Env &env);

  //===-- Coerce.cpp
  Node *exprFor(const ast::Expr *e, const Env &env, const Type &want, const Boundary &at);
  Node *coerce(Node *n, const Env &env, const Type &want, const Boundary &at);
  bool accepts(const Type &want, const Type &have) const;

  //===-- Counts.cpp
  bool checkCounts(const Node *whole, const Boundary &at);
  std::optional<Counts> countsOf(const Node *n); ///< null: not known

  //===-- Flow.cpp
  bool checkFlow(Node *n, const Env &env, const Boundary &at);
  /// What overrides and axes put into a `let` or an argument must suit the records made from it.
  void checkInputFlows();
  /// Flow of a member: of the member alone where a plain record or a call known here gives it.
  Flow memberFlow(const Node *member);

  //===-- Fold.cpp
  std::optional<double> fold(const Node *n);
  void checkDomain(const Node *n, const Boundary &at);

  //===-- Origins.cpp
  const Origin *origin(const ast::Origin &o, Node *value, const Env &env);
  const Claim *claim(const ast::FromClause &f, const Env &env);
  void checkSource(Pending &p);
  /// E0701 under --strict for each figure inside an expression: a number with a dimension
  /// that is no criterion, no argument and no unit alone.
  void requireSources(const Node *value, const Module &module);
  void attachOrigin(Node *value, const ast::Origin &o, const Env &env, bool figure, Range place);

  //===-- Queries.cpp
  void checkBlock(Pending &p);

  //===-- Overrides.cpp
  /// A path to something that can be set: a field, an argument, a `let`.
  struct Input {
    const Decl *decl = nullptr;
    llvm::ArrayRef<ast::Name> rest; ///< behind the declaration
    Boundary at;
    Type type;
    Side side = Side::Neutral;
  };
  bool inputPath(const ast::Path &path, Module &module, Input &to);
  void checkOverrides(Module &main);

  //===-- Cycles.cpp
  void checkFieldCycles(const Decl &d);

  //===-- UnitDecls.cpp
  void declareUnits(llvm::ArrayRef<Module *> modules);
  void checkSchema(Pending &p);

  //===-- ImageReader.cpp
  void materialise(Pending &p);
  const Node *compiledDefault(const ImageDefault &d);
  const Source *imageSource(const ImageSource &s);
  Range place(ImageRange r);
  const Schema *anySchema(llvm::StringRef name); ///< those within others too

  const Node *defaultOf(const Schema *schema, const Field &field);

  //===-- Nodes
  Node *make(NodeOp op, Range range, Type type, llvm::ArrayRef<const Node *> kids = {});
  Node *error(Range range) { return make(NodeOp::Error, range, Type()); }
  template <class T> T *make() { return arena.make<T>(); }
  llvm::StringRef keep(llvm::StringRef s) { return arena.copy(s); }
  template <class T> llvm::ArrayRef<T> keep(llvm::ArrayRef<T> s) { return arena.copy(s); }
  std::string print(Dim d) const { return mls::print(d, out.dims()); }
  llvm::StringRef text(Range r) const { return out.sources.text(r); }

  Checked &out;
  DiagnosticEngine &diags;
  CheckOptions options;
  ast::Arena arena;

  std::deque<Module> modules;
  Module builtins; ///< where the defaults of schemas are checked: only the registry is in scope
  std::deque<Pending> pendings;
  llvm::DenseMap<const Decl *, Pending *> pendingOf;
  std::map<std::string, Pending *, std::less<>> registryDecls; ///< overlaid or materialised, by path
  std::map<std::string, Pending *, std::less<>> sourceIds; ///< of an overlaid registry
  llvm::DenseMap<const ImageSource *, const Source *> imageSources; ///< materialised
  std::map<std::string, Dim, std::less<>> dimAliases;          ///< `dimension X = …`
  std::map<std::string, const Schema *, std::less<>> schemas;  ///< declared here
  llvm::SmallVector<Pending *, 16> chain;                       ///< being checked, outermost first
  llvm::DenseMap<const Field *, Type> fieldTypes;
  llvm::DenseMap<const Node *, std::optional<Counts>> counts;
  llvm::DenseMap<const Node *, std::optional<double>> folded;
  llvm::DenseMap<const Field *, const Node *> defaults;
  llvm::StringSet<> overridden; ///< declarations that `--set` reaches into
  llvm::DenseMap<const Node *, const Field *> fieldOf; ///< of a Field or Self node
  std::map<std::string, Decl *> instances;              ///< of generic defs, by types
  llvm::DenseMap<uint32_t, FileId> imageFiles;
  llvm::StringMap<const Schema *> schemaIndex;
  /// A value at a boundary that has a side, or that an override or an axis sets.
  struct Crossing {
    const Node *value;
    Boundary at;
    Side side;
  };
  std::vector<Crossing> crossings;
  std::vector<const Node *> roots;                       ///< every checked expression, for hover
  llvm::SmallVector<const Decl *, 8> expanding; ///< generic functions whose bodies are being checked
};

struct Checked::State : Checker {
  using Checker::Checker;
};

} // namespace mls
