//===- CompareInputs.cpp - the inputs in which two programs differ ----------------===//

#include "Queries/CompareInputs.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringExtras.h"

#include <cmath>

namespace mls {

std::string InputDifference::path() const { return llvm::join(parts, "."); }

Override InputDifference::override() const {
  Override o;
  o.path.append(parts.begin(), parts.end());
  o.value = &value;
  return o;
}

namespace {

class InputWalk {
public:
  InputWalk(Session &a, Session &b) : a(a), b(b) {}

  std::deque<InputDifference> run() {
    for (const Decl *d : a.checked.decls) {
      const Decl *e = b.checked.lookup(d->name);
      if (!d->value || !e || !e->value || e->kind != d->kind || d->kind == DeclKind::Def)
        continue;
      Value x = a.lowering.lower(d), y = b.lowering.lower(e);
      for (Value *v : {&x, &y})
        if (v->kind == Value::Record && v->instance->arguments)
          v->instance = v->instance->arguments;
      walk({d->path}, x, y, d->range);
    }
    return std::move(found);
  }

private:
  static bool isInput(const Session &s, const Value &v) {
    return v.isNode() && s.plan().nodes[v.node].op == PlanOp::Input;
  }
  static std::string text(Session &s, const Value &v) {
    return v.kind == Value::Absent ? std::string("none") : s.present(v, {}, {}).display;
  }

  void add(llvm::ArrayRef<llvm::StringRef> path, const Value &x, const Value &y, Node value) {
    found.push_back({path.vec(), value, text(a, x), text(b, y)});
  }

  void walk(llvm::SmallVector<llvm::StringRef, 6> path, const Value &x, const Value &y, Range range) {
    constexpr size_t deepest = 12;
    if (path.size() > deepest)
      return;
    Node n;
    n.range = range;
    if (y.isNode() && y.kind == Value::Number && (x.kind == Value::Number || x.kind == Value::Absent)) {
      double to = b.recorder.value(y.node);
      bool input = isInput(b, y) || isInput(a, x);
      if (!input || !std::isfinite(to) || (x.isNode() && a.recorder.value(x.node) == to) ||
          !numbers.insert({x.isNode() ? x.node : noPlan, y.node}).second)
        return;
      n.op = NodeOp::Number;
      n.type.kind = Type::Quantity;
      n.type.dim = b.plan().nodes[y.node].dim;
      n.number = to;
      n.text = b.plan().nodes[y.node].unit;
      return add(path, x, y, n);
    }
    if (y.kind == Value::Name && x.kind == Value::Name) {
      if (x.text == y.text)
        return;
      n.op = NodeOp::Name;
      n.type.kind = Type::Enum;
      n.type.names = y.names;
      n.text = y.text;
      for (size_t i = 0; i != y.names.size(); ++i)
        if (y.names[i] == y.text)
          n.number = double(i);
      return add(path, x, y, n);
    }
    if (x.kind != Value::Record || y.kind != Value::Record || !records.insert({x.instance, y.instance}).second)
      return;
    llvm::SmallVector<llvm::StringRef, 16> names = a.lowering.memberNames(*x.instance);
    for (llvm::StringRef name : b.lowering.memberNames(*y.instance))
      if (!llvm::is_contained(names, name))
        names.push_back(name);
    for (llvm::StringRef name : names) {
      if (!a.lowering.hasMember(*x.instance, name) || !b.lowering.hasMember(*y.instance, name))
        continue;
      auto deeper = path;
      deeper.push_back(name);
      walk(deeper, a.lowering.member(x, name), b.lowering.member(y, name), range);
    }
  }

  Session &a, &b;
  std::deque<InputDifference> found;
  llvm::DenseSet<std::pair<PlanId, PlanId>> numbers; ///< one input under two paths counts once
  llvm::DenseSet<std::pair<const Instance *, const Instance *>> records;
};

} // namespace

std::deque<InputDifference> inputDifferences(Session &before, Session &after) { return InputWalk(before, after).run(); }

} // namespace mls
