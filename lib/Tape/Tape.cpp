#include "Tape/Tape.h"

#include "llvm/ADT/STLExtras.h"

#include <bit>

using namespace mls;

//===-- Value numbering ----------------------------------------------------===//

unsigned Tape::KeyInfo::getHashValue(const Key &k) {
  // Multiply and fold; the ids of a tape are small and dense.
  uint64_t h = (uint64_t(k.a) << 32 | k.b) * 0x9e3779b97f4a7c15;
  h ^= (uint64_t(k.c) << 32 | (k.op << 24 ^ k.index)) * 0xc2b2ae3d27d4eb4f;
  return unsigned(h >> 32 ^ h);
}

NodeId Tape::append(const Key &key, const TapeNode &n) {
  auto [place, isNew] = numbering.try_emplace(key, NodeId(list.size()));
  if (isNew)
    list.push_back(n);
  return place->second;
}

NodeId Tape::constant(double value) {
  auto bits = std::bit_cast<uint64_t>(value);
  TapeNode n{.value = value};
  return append({uint32_t(Op::Constant), uint32_t(bits), uint32_t(bits >> 32), 0, 0}, n);
}

NodeId Tape::add(const TapeNode &n) {
  Key key{uint32_t(n.op), n.a, n.b, n.c, n.index};
  if ((n.op == Op::Add || n.op == Op::Mul) && key.a > key.b)
    std::swap(key.a, key.b); // the node keeps the author's order, for the formula
  return append(key, n);
}

NodeId Tape::add(TapeNode n, llvm::ArrayRef<Trace> operands) {
  NodeId *places[] = {&n.a, &n.b, &n.c};
  for (auto [x, place] : llvm::zip_first(operands, places))
    *place = node(x);
  size_t before = list.size();
  NodeId id = add(n);
  if (list.size() != before) // an equal node keeps the names of its first author
    for (const Trace &x : operands)
      if (x.step != ~0u && firstStep.lookup(x.id) != x.step)
        otherName.try_emplace({id, x.id}, x.step);
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
  auto found = firstStep.find(id);
  return found == firstStep.end() ? nullptr : &stepRows[found->second];
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
  const Trace operands[] = {a, b, c};
  return {value, *tape, tape->add({.value = value, .op = op}, llvm::ArrayRef(operands).take_front(arity(op)))};
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
  return {value, *tape, tape->add({.value = value, .index = tape->intern(reason), .op = Op::Require}, {p, x})};
}

Trace mls::letS(const char *name, const Trace &x, const Dim &dim) {
  if (x.isConstant())
    return x;
  Tape &tape = *x.tape;
  llvm::StringRef scope = tape.scopes.empty() ? llvm::StringRef() : tape.scopes.back();
  auto index = uint32_t(tape.stepRows.size());
  Trace named = x;
  named.step = index;
  auto [first, isNew] = tape.firstStep.try_emplace(x.id, index);
  if (!isNew) {
    uint32_t last = first->second, names = 0;
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
  if (found == tape->externRows.end())
    tape->externRows.push_back(&function);
  return {value, *tape, tape->add(node, {a, b, c})};
}
