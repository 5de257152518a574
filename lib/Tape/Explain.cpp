#include "Tape/Explain.h"

#include "Tape/Formula.h"
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

std::string Explain::nameFor(NodeId user, NodeId operand) const {
  const Tape::Step *s = tape.step(user, operand);
  return s && !tape[operand].isLeaf() ? fullName(*s) : name(operand);
}

/// The shortest ending of a dotted name, of at least `components`, that none of the
/// others has.
static std::string shortest(llvm::StringRef name, unsigned components, llvm::ArrayRef<std::string> others) {
  if (name.contains('(')) // `sum(g.y)` is no path
    return name.str();
  auto isTaken = [&](llvm::StringRef ending) {
    return llvm::any_of(others, [&](llvm::StringRef other) {
      return other != name && other.ends_with(ending) &&
             (other.size() == ending.size() || other.drop_back(ending.size()).ends_with("."));
    });
  };
  size_t dot = name.rfind('.');
  while (dot != llvm::StringRef::npos && (components > 1 || isTaken(name.drop_front(dot + 1)))) {
    components -= components > 1;
    dot = name.rfind('.', dot);
  }
  return name.drop_front(dot == llvm::StringRef::npos ? 0 : dot + 1).str();
}

//===-- Formulas -----------------------------------------------------------===//

Formula Explain::formula(NodeId root) const {
  if (tape[root].isLeaf())
    return {};

  // The named nodes below, by first mention: for the text those on both sides of a
  // select, as operands only those that count.
  llvm::SmallVector<NodeId, 16> mentioned;
  llvm::DenseMap<NodeId, std::string> called;
  auto frontier = [&](bool evidenceOnly) {
    llvm::SmallVector<NodeId, 8> named;
    llvm::SmallVector<NodeId, 16> stack;
    llvm::DenseSet<NodeId> seen;
    auto push = [&](NodeId user) {
      const TapeNode &n = tape[user];
      size_t first = stack.size();
      auto visit = [&](NodeId operand) {
        stack.push_back(operand);
        if (isNamed(operand))
          called.try_emplace(operand, nameFor(user, operand));
      };
      if (n.op == Op::Require) // its condition admits the value, and is no part of it
        return visit(n.b);
      evidenceOnly ? forEachCounted(n, values, visit) : n.forEachOperand(visit);
      std::reverse(stack.begin() + first, stack.end());
    };
    push(root);
    while (!stack.empty()) {
      NodeId id = stack.pop_back_val();
      if (!seen.insert(id).second)
        continue;
      if (isNamed(id))
        named.push_back(id);
      else
        push(id);
    }
    return named;
  };

  llvm::SmallVector<NodeId, 8> all = frontier(false);
  std::vector<std::string> fullNames{name(root)};
  for (NodeId id : all)
    fullNames.push_back(called[id]);
  NodeNames names;
  for (auto [id, full] : llvm::zip(all, llvm::drop_begin(fullNames))) {
    const TapeNode &n = tape[id];
    names[id] = shortest(full, n.op == Op::Input ? tape.inputs()[n.index].components : 1, fullNames);
  }
  Formula f{printFormula(tape, root, names), frontier(true), {}};
  for (NodeId operand : f.operands)
    f.names.push_back(called[operand]);
  return f;
}
