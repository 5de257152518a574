#include "Tape/Schedule.h"

#include "Tape/Live.h"

#include <algorithm>

using namespace mls;

//===-- Placing ------------------------------------------------------------===//

Schedule::Schedule(const Tape &tape, llvm::ArrayRef<NodeId> wanted, llvm::ArrayRef<uint8_t> levels, unsigned depth)
    : tape(tape), places(tape.size()) {
  unsigned innermost = depth;
  for (uint8_t level : levels)
    innermost = std::max<unsigned>(innermost, level);
  innermost = std::max(innermost, 1u);
  outerCode.resize(innermost);

  llvm::BitVector live = liveCode(tape, wanted);
  for (const Tape::Input &i : tape.inputs())
    live.set(i.node); // may be set, whether needed or not
  std::vector<uint8_t> levelOf(tape.size());
  llvm::SmallVector<NodeId, 64> innerNodes, kept(wanted);
  for (unsigned id : live.set_bits()) {
    const TapeNode &n = tape[id];
    unsigned level = n.op == Op::Input ? levels[n.index] : 0;
    n.forEachOperand([&](NodeId operand) { level = std::max<unsigned>(level, levelOf[operand]); });
    levelOf[id] = uint8_t(level);
    if (level == innermost) {
      innerNodes.push_back(id);
      continue;
    }
    Place d = places[id] = {scalarCount++, false};
    if (n.op == Op::Constant || n.op == Op::Missing)
      constants.push_back({d.index, n.value});
    else if (n.op != Op::Input)
      outerCode[level].push_back({n.op, n.index, d, n.a == noNode ? d : places[n.a], n.b == noNode ? d : places[n.b],
                                  n.c == noNode ? d : places[n.c]});
  }
  for (const Tape::Guard &g : tape.guards())
    kept.push_back(g.condition);
  allocate(innerNodes, kept);

  for (const Tape::Input &i : tape.inputs())
    inputPlaces.push_back(places[i.node]);
  for (NodeId id : wanted) {
    if (!places[id].isColumn) {
      broadcasts.push_back({places[id].index, columnCount});
      outputPlaces.push_back({columnCount++, true});
    } else {
      outputPlaces.push_back(places[id]);
    }
  }
  for (const Tape::Guard &g : tape.guards())
    guards.push_back({places[g.condition], g.outcome});
}

/// Columns for the innermost code, by linear scan: a column is free again after its
/// last use. Inputs and what is `kept` live to the end; inputs also from the start, since
/// they are written before the code runs, wherever on the tape they stand.
void Schedule::allocate(llvm::ArrayRef<NodeId> innerNodes, llvm::ArrayRef<NodeId> kept) {
  std::vector<NodeId> lastUse(tape.size(), 0);
  for (NodeId id : innerNodes)
    tape[id].forEachOperand([&](NodeId operand) { lastUse[operand] = id; });
  for (const Tape::Input &i : tape.inputs())
    lastUse[i.node] = noNode;
  for (NodeId id : kept)
    lastUse[id] = noNode;

  llvm::DenseMap<uint32_t, uint32_t> columnOfScalar;
  auto asColumn = [&](Place p) {
    if (p.isColumn)
      return p;
    auto [found, isNew] = columnOfScalar.try_emplace(p.index, columnCount);
    if (isNew)
      broadcasts.push_back({p.index, columnCount++});
    return Place{found->second, true};
  };

  llvm::SmallVector<uint32_t, 32> freeColumns;
  for (NodeId id : innerNodes) {
    const TapeNode &n = tape[id];
    Place &d = places[id];
    d = {n.op == Op::Input || freeColumns.empty() ? columnCount++ : freeColumns.pop_back_val(), true};
    if (n.op == Op::Input)
      continue;
    Instruction i{n.op, n.index, d, d, d, d};
    bool onlyColumns = n.op == Op::Select || n.op == Op::Extern;
    auto placeOf = [&](NodeId operand) { return onlyColumns ? asColumn(places[operand]) : places[operand]; };
    if (n.a != noNode)
      i.a = placeOf(n.a);
    if (n.b != noNode)
      i.b = placeOf(n.b);
    if (n.c != noNode)
      i.c = placeOf(n.c);
    i.kernel = kernelFor(n.op, i.a.isColumn, i.b.isColumn);
    innerCode.push_back(i);
    llvm::SmallVector<uint32_t, 3> freed; // once, even where it is two operands
    n.forEachOperand([&](NodeId operand) {
      if (places[operand].isColumn && lastUse[operand] == id && !llvm::is_contained(freed, places[operand].index))
        freed.push_back(places[operand].index);
    });
    freeColumns.append(freed);
  }
}

size_t Schedule::hoistedSize() const {
  size_t n = 0;
  for (const auto &code : outerCode)
    n += code.size();
  return n;
}

//===-- Running ------------------------------------------------------------===//

Frame::Frame(const Schedule &schedule, llvm::ArrayRef<double> inputs)
    : schedule(schedule), scalars(schedule.scalarCount), store(size_t(schedule.columnCount) * Schedule::strip) {
  for (auto [index, value] : schedule.constants)
    scalars[index] = value;
  for (auto [place, value] : llvm::zip(schedule.inputPlaces, inputs)) {
    if (place.isColumn)
      std::ranges::fill(columnAt(place), value);
    else
      scalars[place.index] = value;
  }
  runOuter();
}

void Frame::runOuter(unsigned level) {
  for (; level < schedule.outer().size(); ++level)
    for (const Schedule::Instruction &i : schedule.outer()[level]) {
      double a = scalarAt(i.a), b = scalarAt(i.b), c = scalarAt(i.c);
      scalarAt(i.d) = i.op == Op::Extern ? schedule.tape.externs()[i.index]->value(a, b, c) : evaluate(i.op, a, b, c);
    }
  for (auto [scalar, column] : schedule.broadcasts)
    std::ranges::fill(columnAt({column, true}), scalars[scalar]);
}

void Frame::runStrip() {
  auto operand = [&](Schedule::Place p) { return p.isColumn ? columnAt(p).data() : &scalarAt(p); };
  for (const Schedule::Instruction &i : schedule.inner()) {
    double *d = columnAt(i.d).data();
    const double *a = operand(i.a), *b = operand(i.b), *c = operand(i.c);
    if (i.kernel) {
      i.kernel(d, a, b, c);
      continue;
    }
    const Extern &f = *schedule.tape.externs()[i.index];
    for (unsigned p = 0; p != Schedule::strip; ++p)
      d[p] = f.value(a[p], b[p], c[p]);
  }
}

bool Frame::guardsHold(unsigned points) {
  return llvm::all_of(schedule.guards, [&](const Schedule::GuardPlace &g) {
    if (!g.condition.isColumn)
      return guardS(scalarAt(g.condition)) == g.outcome;
    return llvm::all_of(columnAt(g.condition).take_front(points), [&](double p) { return guardS(p) == g.outcome; });
  });
}

uint64_t Frame::holding() {
  uint64_t all = ~uint64_t(0);
  for (const Schedule::GuardPlace &g : schedule.guards) {
    if (!g.condition.isColumn) {
      all &= guardS(scalarAt(g.condition)) == g.outcome ? ~uint64_t(0) : 0;
      continue;
    }
    llvm::ArrayRef<double> column = columnAt(g.condition);
    for (unsigned p = 0; p != Schedule::strip; ++p)
      if (guardS(column[p]) != g.outcome)
        all &= ~(uint64_t(1) << p);
  }
  return all;
}
