//===- Ir.h - checked programs by hand ----------------------------------===//
//
// Nodes of Program.h without a parser or a checker, for tests of Lowering, and its
// numbers evaluated over `double` as far as they need no solver.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Lowering/Apply.h"
#include "Lowering/Lower.h"

#include <deque>

namespace mls::test {

struct Ir {
  std::deque<Node> nodes;
  std::deque<Decl> decls;
  std::deque<std::vector<const Node *>> kids;
  std::deque<std::vector<Entry>> entries;
  std::deque<std::vector<llvm::StringRef>> paths;
  SourceManager sources;
  DiagnosticEngine diags;
  std::vector<Override> overrides;
  std::vector<std::pair<const Field *, const Node *>> defaults;

  Node &make(NodeOp op, Type::Kind kind = Type::Quantity) {
    Node &n = nodes.emplace_back();
    n.op = op;
    n.type.kind = kind;
    n.range = {1, uint32_t(nodes.size()), uint32_t(nodes.size()) + 1};
    return n;
  }
  const Node *number(double x, Dim dim = {}) {
    Node &n = make(NodeOp::Number);
    n.number = x;
    n.type.dim = dim;
    return &n;
  }
  const Node *word(llvm::StringRef text) {
    Node &n = make(NodeOp::Name, Type::Enum);
    n.text = text;
    return &n;
  }
  const Node *with(NodeOp op, std::vector<const Node *> operands, Type::Kind kind = Type::Quantity) {
    Node &n = make(op, kind);
    n.kids = kids.emplace_back(std::move(operands));
    return &n;
  }
  const Node *add(const Node *a, const Node *b) { return with(NodeOp::Add, {a, b}); }
  const Node *mul(const Node *a, const Node *b) { return with(NodeOp::Mul, {a, b}); }
  const Node *less(const Node *a, const Node *b) { return with(NodeOp::Less, {a, b}, Type::Bool); }
  const Node *self(llvm::StringRef name, unsigned level = 0) {
    Node &n = make(NodeOp::Self);
    n.text = name;
    n.number = level;
    return &n;
  }
  const Node *ref(const Decl *d) {
    Node &n = make(NodeOp::Ref, d->type.kind);
    n.decl = d;
    return &n;
  }
  const Node *field(const Node *record, llvm::StringRef name) {
    Node &n = make(NodeOp::Field);
    n.kids = kids.emplace_back(std::vector{record});
    n.text = name;
    return &n;
  }
  Entry entry(llvm::StringRef path, const Node *value) {
    auto &parts = paths.emplace_back();
    for (llvm::StringRef rest = path; !rest.empty(); rest = rest.split('.').second)
      parts.push_back(rest.split('.').first);
    return {parts, value, {}};
  }
  Node &record(const Schema *schema, std::vector<Entry> members) {
    Node &n = make(NodeOp::Record, Type::Record);
    n.type.schema = schema;
    n.entries = entries.emplace_back(std::move(members));
    return n;
  }
  const Node *with(const Node *base, std::vector<Entry> members) {
    Node &n = make(NodeOp::With, Type::Record);
    n.kids = kids.emplace_back(std::vector{base});
    n.entries = entries.emplace_back(std::move(members));
    return &n;
  }
  const Decl *declare(llvm::StringRef name, const Node *value, DeclKind kind = DeclKind::Let) {
    Decl &d = decls.emplace_back();
    d.kind = kind;
    d.name = d.path = name;
    d.value = value;
    if (value)
      d.type = value->type;
    return &d;
  }
  void set(llvm::StringRef path, const Node *value) {
    Override &o = overrides.emplace_back();
    for (llvm::StringRef rest = path; !rest.empty(); rest = rest.split('.').second)
      o.path.push_back(rest.split('.').first);
    o.value = value;
  }

  ProgramView view() {
    ProgramView v;
    v.overrides = overrides;
    v.defaultOf = [this](const Schema *, const Field &f) -> const Node * {
      for (auto &[field, node] : defaults)
        if (field == &f)
          return node;
      return nullptr;
    };
    return v;
  }
};

/// The value of a plan's node over `double`; Missing is NaN.
inline double valueOf(const Plan &plan, PlanId id) {
  const PlanNode &n = plan.nodes[id];
  auto operand = [&](PlanId x) { return x == noPlan ? 0 : valueOf(plan, x); };
  switch (n.op) {
  case PlanOp::Input: return plan.inputs[n.index].value;
  case PlanOp::Constant: return n.value;
  case PlanOp::Missing:
  case PlanOp::Result: return undetermined;
  default: return apply<double>(n.op, operand(n.a), operand(n.b), operand(n.c));
  }
}

/// Lowering whose structure may hang on numbers of the file.
struct Lowered : Lowering {
  explicit Lowered(Ir &ir) : Lowering(ir.view(), ir.diags) {
    decide = [this](PlanId id) { return std::optional(valueOf(plan(), id)); };
  }
  double operator()(const Node *n) {
    Value v = lower(n);
    return v.isNode() ? valueOf(plan(), v.node) : undetermined;
  }
  std::string path(const Value &v) {
    const PlanNode &n = plan().nodes[v.node];
    return n.op == PlanOp::Input ? plan().inputs[n.index].path : "not an input";
  }
};

} // namespace mls::test
