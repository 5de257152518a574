#include "Tape/Explain.h"

#include "Tape/Live.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <fmt/format.h>

using namespace mls;

//===-- Names --------------------------------------------------------------===//

static std::string fullName(const Tape::Step &s) {
  return s.scope.empty() ? s.name.str() : fmt::format("{}.{}", s.scope.str(), s.name.str());
}

bool Explain::isNamed(NodeId id) const {
  Op op = tape[id].op;
  return op == Op::Input || op == Op::Missing || tape.step(id);
}

std::string Explain::name(NodeId id) const {
  const TapeNode &n = tape[id];
  if (n.op == Op::Input)
    return tape.inputs()[n.index].name.str();
  if (n.op == Op::Missing)
    return tape.missing()[n.index].name.str();
  const Tape::Step *s = tape.step(id);
  return s ? fullName(*s) : std::string();
}

llvm::SmallVector<std::string, 2> Explain::aliases(NodeId id) const {
  llvm::SmallVector<std::string, 2> names;
  if (tape[id].isLeaf() && isNamed(id))
    names.push_back(name(id));
  for (const Tape::Step *s = tape.step(id); s; s = s->next == ~0u ? nullptr : &tape.steps()[s->next])
    names.push_back(fullName(*s));
  return names;
}

Dim Explain::dim(NodeId id) const {
  if (tape[id].op == Op::Input)
    return tape.inputs()[tape[id].index].dim;
  const Tape::Step *s = tape.step(id);
  return s ? s->dim : Dim();
}

/// The shortest ending of each dotted name that no other name here has.
static std::vector<std::string> shortest(llvm::ArrayRef<std::string> names) {
  std::vector<std::string> result;
  for (const std::string &name : names) {
    llvm::StringRef full = name;
    size_t dot = full.rfind('.');
    auto isUnique = [&](llvm::StringRef ending) {
      return llvm::none_of(names, [&](llvm::StringRef other) {
        return other != full && (other == ending || (other.ends_with(ending) && other.drop_back(ending.size()).ends_with(".")));
      });
    };
    while (dot != llvm::StringRef::npos && !isUnique(full.drop_front(dot + 1)))
      dot = full.rfind('.', dot);
    result.push_back(full.drop_front(dot == llvm::StringRef::npos ? 0 : dot + 1).str());
  }
  return result;
}

//===-- Formulas -----------------------------------------------------------===//

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
  FormulaPrinter(const Tape &tape, const llvm::DenseMap<NodeId, std::string> &names) : tape(tape), names(names) {}

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
      return {fmt::format("{}", n.value), std::signbit(n.value) ? Minus : Atom};
    case Op::Neg:
      return {"-" + print(n.a, Minus), Minus};
    case Op::Not:
      return {"not " + print(n.a, Not), Not};
    case Op::Select: {
      std::string condition = print(n.a, Or), then = print(n.b, Or);
      return {fmt::format("if {} then {} else {}", condition, then, print(n.c, If)), If};
    }
    default: {
      std::string arguments;
      n.forEachOperand([&](NodeId operand) { arguments += (arguments.empty() ? "" : ", ") + print(operand, If); });
      llvm::StringRef function = n.op == Op::Extern ? tape.externs()[n.index]->name : spelling(n.op);
      return {fmt::format("{}({})", function.str(), arguments), Atom};
    }
    }
  }

  const Tape &tape;
  const llvm::DenseMap<NodeId, std::string> &names;
  unsigned budget = 60;
};

} // namespace

Formula Explain::formula(NodeId root) const {
  if (tape[root].isLeaf())
    return {};

  // The named nodes below, by first mention: for the text those on both sides of a
  // select, as operands only those that count.
  llvm::SmallVector<NodeId, 16> mentioned;
  auto frontier = [&](bool evidenceOnly) {
    llvm::SmallVector<NodeId, 8> named;
    llvm::SmallVector<NodeId, 16> stack;
    llvm::DenseSet<NodeId> seen;
    auto push = [&](const TapeNode &n) {
      size_t first = stack.size();
      auto visit = [&](NodeId operand) { stack.push_back(operand); };
      evidenceOnly ? forEachCounted(n, values, visit) : n.forEachOperand(visit);
      std::reverse(stack.begin() + first, stack.end());
    };
    push(tape[root]);
    while (!stack.empty()) {
      NodeId id = stack.pop_back_val();
      if (!seen.insert(id).second)
        continue;
      if (isNamed(id))
        named.push_back(id);
      else
        push(tape[id]);
    }
    return named;
  };

  llvm::SmallVector<NodeId, 8> all = frontier(false);
  std::vector<std::string> fullNames;
  for (NodeId id : all)
    fullNames.push_back(name(id));
  llvm::DenseMap<NodeId, std::string> names;
  for (auto [id, shown] : llvm::zip(all, shortest(fullNames)))
    names[id] = shown;
  return {FormulaPrinter(tape, names).print(root, If, true), frontier(true)};
}
