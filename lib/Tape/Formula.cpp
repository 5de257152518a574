//===- Formula.cpp - operations as an expression of `.mls` ----------------===//

#include "Tape/Formula.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <cmath>
#include <fmt/format.h>
#include <optional>

using namespace mls;

namespace {

/// How tightly a printed expression binds.
enum Binding : uint8_t { If, Or, And, Not, Compare, Sum, Product, Minus, Power, Atom };

struct Infix {
  const char *sign;
  Binding binding;
  bool rightNeedsTighter; ///< a - (b - c), but a + b + c
};

/// How an operation with two operands is written between them, if it is.
std::optional<Infix> infix(Op op) {
  switch (op) {
  case Op::Add:
    return Infix{" + ", Sum, false};
  case Op::Sub:
    return Infix{" - ", Sum, true};
  case Op::Mul:
    return Infix{" * ", Product, false};
  case Op::Div:
    return Infix{" / ", Product, true};
  case Op::Pow:
    return Infix{"^", Power, true};
  case Op::Less:
    return Infix{" < ", Compare, true};
  case Op::LessEqual:
    return Infix{" <= ", Compare, true};
  case Op::Equal:
    return Infix{" == ", Compare, true};
  case Op::And:
    return Infix{" and ", And, false};
  case Op::Or:
    return Infix{" or ", Or, false};
  default:
    return std::nullopt;
  }
}

class FormulaPrinter {
public:
  FormulaPrinter(const Tape &tape, const NodeNames &names) : tape(tape), names(names) {}

  /// The expression of `id`, in parentheses where it binds looser than its context. A
  /// root is written out even where it has a name.
  std::string print(NodeId id, Binding context, bool isRoot = false) {
    while (isRoot || !names.count(id)) {
      NodeId shown = seeThrough(id);
      if (shown == id)
        break;
      id = shown;
      isRoot = false;
    }
    auto named = names.find(id);
    if (!isRoot && named != names.end())
      return named->second;
    if (budget == 0)
      return "…";
    --budget;
    auto [text, binding] = expression(tape[id]);
    return binding < context ? "(" + text + ")" : text;
  }

private:
  /// Of a requirement the value is shown (the condition speaks when it fails), of a sum
  /// that started at zero the rest.
  NodeId seeThrough(NodeId id) const {
    const TapeNode &n = tape[id];
    bool startsAtZero = n.op == Op::Add && tape[n.a].op == Op::Constant && tape[n.a].value == 0;
    return n.op == Op::Require || startsAtZero ? n.b : id;
  }

  std::pair<std::string, Binding> expression(const TapeNode &n) {
    if (auto between = infix(n.op)) {
      Binding own = between->binding, tighter = Binding(own + 1);
      std::string left = print(n.a, own == Power || own == Compare ? tighter : own);
      return {left + between->sign + print(n.b, between->rightNeedsTighter ? tighter : own), own};
    }
    switch (n.op) {
    case Op::Constant:
      // Fifteen digits: what `1 - 0.99` leaves behind them is rounding.
      return {fmt::format("{:.15g}", n.value), std::signbit(n.value) ? Minus : Atom};
    case Op::Neg:
      return {"-" + print(n.a, Minus), Minus};
    case Op::Not:
      return {"not " + print(n.a, Not), Not};
    case Op::Select: {
      if (auto candidates = argmaxOf(n); !candidates.empty())
        return {call("argmax", candidates), Atom};
      std::string condition = print(n.a, Or), then = print(n.b, Or);
      return {fmt::format("if {} then {} else {}", condition, then, print(n.c, If)), If};
    }
    default: {
      llvm::SmallVector<NodeId, 4> operands;
      n.forEachOperand([&](NodeId operand) { operands.push_back(operand); });
      if (n.op == Op::Max || n.op == Op::Min) // max(max(a, b), c) is max(a, b, c)
        while (tape[operands.front()].op == n.op && !names.count(operands.front()) && operands.size() < budget) {
          NodeId inner = operands.front();
          operands.front() = tape[inner].b;
          operands.insert(operands.begin(), tape[inner].a);
        }
      return {call(n.op == Op::Extern ? tape.externs()[n.index]->name : spelling(n.op), operands), Atom};
    }
    }
  }

  std::string call(llvm::StringRef function, llvm::ArrayRef<NodeId> operands) {
    std::string arguments;
    for (NodeId operand : operands)
      arguments += (arguments.empty() ? "" : ", ") + print(operand, If);
    return fmt::format("{}({})", function.str(), arguments);
  }

  /// The candidates of an argmax (TypedFunctions.h), which is recorded as
  ///   if max(a, b) < c then 2 else if a < b then 1 else 0
  /// Empty for any other select.
  llvm::SmallVector<NodeId, 4> argmaxOf(const TapeNode &select) const {
    llvm::SmallVector<NodeId, 4> reversed;
    NodeId best = noNode; // what the maximum below must be
    for (const TapeNode *n = &select;;) {
      const TapeNode &p = tape[n->a], &index = tape[n->b];
      if (n->op != Op::Select || p.op != Op::Less || index.op != Op::Constant || (best != noNode && !isMaxOf(best, p)))
        return {};
      reversed.push_back(p.b);
      best = p.a;
      const TapeNode &rest = tape[n->c];
      if (rest.op == Op::Constant) {
        reversed.push_back(best);
        break;
      }
      n = &rest;
    }
    for (auto [i, n] = std::pair(size_t(0), &select); i + 1 != reversed.size(); ++i, n = &tape[n->c])
      if (tape[n->b].value != double(reversed.size() - 1 - i))
        return {};
    return {reversed.rbegin(), reversed.rend()};
  }
  /// True when `best` is the larger of the two that `less` compares.
  bool isMaxOf(NodeId best, const TapeNode &less) const {
    return tape[best].op == Op::Max && tape[best].a == less.a && tape[best].b == less.b;
  }

  const Tape &tape;
  const NodeNames &names;
  unsigned budget = 60;
};

} // namespace

std::string mls::printFormula(const Tape &tape, NodeId root, const NodeNames &names) {
  return FormulaPrinter(tape, names).print(root, If, true);
}
