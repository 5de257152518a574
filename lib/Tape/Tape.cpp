#include "Tape/Tape.h"

#include "llvm/ADT/STLExtras.h"

#include <bit>

using namespace mls;

//===-- Value numbering ----------------------------------------------------===//

static bool isCommutative(Op op) { return op == Op::Add || op == Op::Mul; }

static size_t hashOf(const TapeNode &n) {
  uint64_t a = n.a, b = n.b;
  if (n.op == Op::Constant)
    a = std::bit_cast<uint64_t>(n.value), b = a >> 32, a = uint32_t(a);
  else if (isCommutative(n.op) && a > b)
    std::swap(a, b); // the node keeps the author's order, for the formula
  // Multiply and fold; the ids of a tape are small and dense.
  uint64_t h = (a << 32 | b) * 0x9e3779b97f4a7c15;
  h ^= (uint64_t(n.c) << 32 | (uint64_t(n.op) << 24 ^ n.index)) * 0xc2b2ae3d27d4eb4f;
  return size_t(h >> 32 ^ h);
}

static bool isSame(const TapeNode &x, const TapeNode &y) {
  if (x.op != y.op || x.c != y.c || x.index != y.index)
    return false;
  if (x.op == Op::Constant)
    return std::bit_cast<uint64_t>(x.value) == std::bit_cast<uint64_t>(y.value);
  return (x.a == y.a && x.b == y.b) || (isCommutative(x.op) && x.a == y.b && x.b == y.a);
}

static constexpr size_t firstNodes = 512;

Tape::Tape() : numbering(2 * firstNodes, noNode), saver(arena) {
  list.reserve(firstNodes);
  firstStep.reserve(firstNodes);
}

void Tape::grow() {
  numbering.assign(2 * numbering.size(), noNode);
  for (NodeId id = 0; id != list.size(); ++id) {
    size_t place = hashOf(list[id]) & (numbering.size() - 1);
    while (numbering[place] != noNode)
      place = (place + 1) & (numbering.size() - 1);
    numbering[place] = id;
  }
}

NodeId Tape::add(const TapeNode &n) {
  if (2 * list.size() >= numbering.size())
    grow();
  size_t place = hashOf(n) & (numbering.size() - 1);
  for (; numbering[place] != noNode; place = (place + 1) & (numbering.size() - 1))
    if (isSame(list[numbering[place]], n))
      return numbering[place];
  numbering[place] = NodeId(list.size());
  list.push_back(n);
  firstStep.push_back(~0u);
  return numbering[place];
}

NodeId Tape::add(const TapeNode &n, const Trace &a, const Trace &b, const Trace &c) {
  size_t before = list.size();
  NodeId id = add(n);
  if (list.size() == before) // an equal node keeps the names of its first author
    return id;
  for (const Trace *x : {&a, &b, &c})
    if (x->step != ~0u && firstStep[x->id] != x->step)
      otherName.try_emplace({id, x->id}, x->step);
  return id;
}

//===-- Recording ----------------------------------------------------------===//

Trace Tape::input(double value, llvm::StringRef name, Dim dim, uint32_t ref, uint8_t components) {
  auto index = uint32_t(inputRows.size());
  NodeId id = add({.value = value, .index = index, .op = Op::Input});
  inputRows.push_back({saver.save(name), dim, ref, id, components});
  return {value, *this, id};
}

Trace Tape::missing(llvm::StringRef name, uint32_t ref) {
  auto index = uint32_t(missingRows.size());
  NodeId id = add({.value = undetermined, .index = index, .op = Op::Missing});
  missingRows.push_back({saver.save(name), ref});
  return {undetermined, *this, id};
}

void Tape::enterScope(llvm::StringRef name) {
  scopes.push_back(scopes.empty() ? saver.save(name) : saver.save(scopes.back() + "." + name));
}

std::vector<double> Tape::recordedInputs() const {
  std::vector<double> values;
  for (const Input &i : inputRows)
    values.push_back(list[i.node].value);
  return values;
}

const Tape::Step *Tape::step(NodeId id) const {
  return id < firstStep.size() && firstStep[id] != ~0u ? &stepRows[firstStep[id]] : nullptr;
}

const Tape::Step *Tape::step(NodeId user, NodeId operand) const {
  auto other = otherName.find({user, operand});
  return other == otherName.end() ? step(operand) : &stepRows[other->second];
}

uint32_t Tape::intern(llvm::StringRef reason) {
  auto found = llvm::find(reasons, reason);
  if (found != reasons.end())
    return uint32_t(found - reasons.begin());
  reasons.push_back(saver.save(reason));
  return uint32_t(reasons.size() - 1);
}

//===-- Hooks of Trace -----------------------------------------------------===//

Trace mls::record(Op op, double value, const Trace &a, const Trace &b, const Trace &c) {
  Tape *tape = a.tape ? a.tape : b.tape ? b.tape : c.tape;
  if (!tape)
    return value;
  bool bIsOne = b.isConstant() && b.value == 1;
  if ((op == Op::Mul || op == Op::Div) && bIsOne)
    return a;
  if (op == Op::Mul && a.isConstant() && a.value == 1)
    return b;
  if (op == Op::Select && a.isConstant() && a.value == a.value)
    return a.value != 0 ? b : c;
  TapeNode n{.value = value, .op = op};
  n.a = tape->node(a);
  if (arity(op) > 1)
    n.b = tape->node(b);
  if (arity(op) > 2)
    n.c = tape->node(c);
  return {value, *tape, tape->add(n, a, b, c)};
}

bool mls::guardS(const Trace &p) {
  bool outcome = guardS(p.value);
  if (!p.isConstant() && llvm::none_of(p.tape->guardRows, [&](const Tape::Guard &g) { return g.condition == p.id; }))
    p.tape->guardRows.push_back({p.id, outcome});
  return outcome;
}

Trace mls::requireS(const Trace &p, const char *reason, const Trace &x) {
  if (p.isConstant() && guardS(p.value))
    return x;
  Tape *tape = p.tape ? p.tape : x.tape;
  double value = requireS(p.value, reason, x.value);
  if (!tape)
    return value;
  TapeNode node{.value = value, .index = tape->intern(reason), .op = Op::Require};
  node.a = tape->node(p), node.b = tape->node(x);
  return {value, *tape, tape->add(node, p, x, {})};
}

Trace mls::letS(const char *name, const Trace &x, const Dim &dim) {
  if (x.isConstant())
    return x;
  Tape &tape = *x.tape;
  llvm::StringRef scope = tape.scopes.empty() ? llvm::StringRef() : tape.scopes.back();
  auto index = uint32_t(tape.stepRows.size());
  Trace named = x;
  named.step = index;
  if (tape.firstStep[x.id] == ~0u) {
    tape.firstStep[x.id] = index;
  } else {
    uint32_t last = tape.firstStep[x.id], names = 0;
    for (uint32_t i = last; i != ~0u; i = tape.stepRows[last = i].next) {
      if (tape.stepRows[i].name == name && tape.stepRows[i].scope == scope) {
        named.step = i;
        return named;
      }
      if (++names == Tape::maxNames)
        return x;
    }
    tape.stepRows[last].next = index;
  }
  tape.stepRows.push_back({tape.saver.save(llvm::StringRef(name)), scope, dim, x.id});
  return named;
}

void mls::enterScopeS(const char *name, const Trace &any) {
  if (!any.isConstant())
    any.tape->enterScope(name);
}
void mls::leaveScopeS(const Trace &any) {
  if (!any.isConstant())
    any.tape->leaveScope();
}

Trace mls::externS(const Extern &function, const Trace &a, const Trace &b, const Trace &c) {
  Tape *tape = a.tape ? a.tape : b.tape ? b.tape : c.tape;
  double value = function.value(a.value, b.value, c.value);
  if (!tape)
    return value;
  auto found = llvm::find(tape->externRows, &function);
  TapeNode node{.value = value, .index = uint32_t(found - tape->externRows.begin()), .op = Op::Extern};
  node.a = tape->node(a), node.b = tape->node(b), node.c = tape->node(c);
  if (found == tape->externRows.end())
    tape->externRows.push_back(&function);
  return {value, *tape, tape->add(node, a, b, c)};
}
