//===- OptimizeScore.cpp - how good any point of a block is ---------------===//

#include "Queries/OptimizeScore.h"
#include "llvm/ADT/Sequence.h"

#include <bit>
#include <cmath>

namespace mls {

double Score::key() const {
  auto place = [](double x) {
    auto bits = std::bit_cast<int64_t>(x);
    return double(bits < 0 ? -(bits & INT64_MAX) : bits) / double(INT64_MAX); // in -1 .. 1
  };
  return violation > 0 ? 2 + place(violation) : place(goal);
}

double PointScorer::Result::violation() const {
  constexpr double refusal = 1e6; // of any part; margins are relative, so about 1
  double sum = refused * refusal;
  for (double m : margins)
    sum += std::max(m, 0.0);
  return sum;
}

PointScorer::PointScorer(const Sweep &sweep, const BlockContext &context)
    : sweep(sweep), replay(context.checked, context.solvers, sweep.block, context.results) {
  const BlockQuery &block = sweep.block;
  for (const BlockAxis &axis : block.axes) {
    unsigned first = allAxes.empty() ? 0 : allAxes.back().firstInput + allAxes.back().inputs;
    const AxisValues::Member &m = sweep.values(first);
    allAxes.push_back({first, unsigned(axis.inputs.size()), m.count, m.isGrid && m.hi > m.lo, m.lo, m.hi,
                       m.kind == AxisValues::Member::Range && !m.isGrid ? m.step : 0});
  }
  for (const BlockGoal &goal : block.goals)
    goals.push_back(replay.want(goal.column.value));
  for (const Node *condition : block.conditions) {
    conditions.push_back(replay.want(condition));
    margins.push_back(marginOf(condition));
  }
  for (const BlockColumn &column : block.columns)
    if (column.value)
      replay.want(column.value);
  for (unsigned w : llvm::seq<unsigned>(0, unsigned(replay.wanted().size())))
    allWanted.push_back(w);
}

PointScorer::Margin PointScorer::marginOf(const Node *n) {
  Margin m;
  switch (n->op) {
  case NodeOp::Ref:
    return n->decl->value && n->decl->params.empty() ? marginOf(n->decl->value)
                                                     : Margin{Margin::Flag, replay.want(n), 0, {}};
  case NodeOp::Local:
    for (const BlockLet &let : sweep.block.lets)
      if (double(let.slot) == n->number)
        return marginOf(let.value);
    break;
  case NodeOp::Less:
  case NodeOp::LessEqual:
  case NodeOp::Greater:
  case NodeOp::GreaterEqual:
  case NodeOp::Equal:
    if (n->kids[0]->type.kind == Type::Quantity) {
      bool turned = n->op == NodeOp::Greater || n->op == NodeOp::GreaterEqual;
      return {n->op == NodeOp::Equal ? Margin::Equal : Margin::AtMost,
              replay.want(n->kids[turned]),
              replay.want(n->kids[!turned]),
              {}};
    }
    break;
  case NodeOp::Within:
    return {Margin::Near, replay.want(n->kids[0]), replay.want(n->kids[1]), {}, replay.want(n->kids[2]), n->number == 1};
  case NodeOp::Not:
    m = marginOf(n->kids[0]);
    if (m.kind == Margin::AtMost) {
      std::swap(m.a, m.b);
      return m;
    }
    m = {};
    break;
  case NodeOp::And:
  case NodeOp::Or:
    m.kind = n->op == NodeOp::And ? Margin::All : Margin::Any;
    for (const Node *kid : n->kids)
      m.parts.push_back(marginOf(kid));
    return m;
  default:
    break;
  }
  m.a = replay.want(n);
  return m;
}

struct PointScorer::Values {
  const Configuration &configuration;
  llvm::ArrayRef<double> numbers;
  double operator[](unsigned wanted) const {
    NodeId id = configuration.node(wanted);
    return id == noNode ? std::numeric_limits<double>::quiet_NaN() : numbers[id];
  }
};

double PointScorer::margin(const Margin &m, const Values &values) const {
  switch (m.kind) {
  case Margin::AtMost:
  case Margin::Equal:
  case Margin::Near: {
    double a = values[m.a], b = values[m.b], scale = std::max(std::fabs(a), std::fabs(b)), apart = a - b;
    if (m.kind != Margin::AtMost)
      apart = std::fabs(apart);
    if (m.kind == Margin::Near)
      apart -= values[m.c] * (m.relative ? std::fabs(b) : 1);
    double part = scale == 0 ? 0 : apart / scale;
    return std::isnan(part) ? 1 : part;
  }
  case Margin::Flag:
    return values[m.a] == 1 ? -1 : 1;
  case Margin::All:
  case Margin::Any:
    break;
  }
  double outcome = m.kind == Margin::All ? -1 : 1;
  for (const Margin &part : m.parts)
    outcome = m.kind == Margin::All ? std::max(outcome, margin(part, values)) : std::min(outcome, margin(part, values));
  return outcome;
}

std::vector<double> PointScorer::settings(const SearchPoint &point) const {
  std::vector<double> all;
  for (auto [axis, x] : llvm::zip_equal(allAxes, point))
    for (unsigned i = axis.firstInput; i != axis.firstInput + axis.inputs; ++i)
      all.push_back(axis.isContinuous ? x : sweep.values(i).at(uint64_t(x)));
  return all;
}

SearchPoint PointScorer::point(llvm::ArrayRef<double> settings) const {
  SearchPoint point;
  for (const Axis &axis : allAxes) {
    if (axis.isContinuous || sweep.values(axis.firstInput).isWord()) {
      point.push_back(settings[axis.firstInput]);
      continue;
    }
    uint64_t i = 0;
    auto isHere = [&] {
      for (unsigned in = axis.firstInput; in != axis.firstInput + axis.inputs; ++in)
        if (sweep.values(in).at(i) != settings[in])
          return false;
      return true;
    };
    const AxisValues::Member &m = sweep.values(axis.firstInput);
    if (m.kind == AxisValues::Member::Range && m.step > 0)
      i = uint64_t(std::llround((settings[axis.firstInput] - m.lo) / m.step));
    while (i + 1 < axis.count && !isHere())
      ++i;
    point.push_back(double(i));
  }
  return point;
}

std::shared_ptr<Variants> PointScorer::variants(llvm::ArrayRef<const Node *> structure) const {
  std::lock_guard lock(growing);
  constexpr size_t mostChoices = 1024; // memory stays flat over any number of choices
  if (choices.size() > mostChoices)
    std::erase_if(choices, [](auto &entry) { return entry.second.use_count() == 1; });
  std::shared_ptr<Variants> &at = choices[structure.vec()];
  if (!at)
    at = std::make_shared<Variants>(replay, structure);
  return at;
}

void PointScorer::at(const SearchPoint &point, Result &result) const {
  std::vector<const Node *> structure;
  for (auto [axis, x] : llvm::zip_equal(allAxes, point))
    for (unsigned i = axis.firstInput; i != axis.firstInput + axis.inputs; ++i)
      structure.push_back(sweep.values(i).isStructure ? sweep.values(i).nodes[size_t(x)] : nullptr);
  std::vector<double> numbers;
  std::shared_ptr<Variants> choice = variants(structure);
  const Configuration &c = choice->at(settings(point), numbers);
  Values values{c, numbers};

  result.refused = 0;
  for (const Configuration::Check &check : c.checks()) {
    const Domain &d = check.check->domain;
    double x = numbers[check.node];
    if (d.contains(x))
      continue;
    double away = std::max({d.lo - x, x - d.hi, 0.0}) / std::max(std::fabs(x), 1e-300);
    result.refused += 1e-3 + (std::isfinite(away) ? std::min(away, 1.0) : 1);
  }
  for (unsigned w : allWanted)
    if (Value::Kind kind = c.value(w).kind; kind == Value::Error || kind == Value::Absent)
      result.refused += 100;
    else if (c.node(w) != noNode && !std::isfinite(numbers[c.node(w)]))
      result.refused += 10;
  if (result.refused == 0 && llvm::any_of(c.watched(), [&](NodeId id) { return !std::isfinite(numbers[id]); }))
    result.refused = c.reason(numbers, allWanted).empty() ? 0 : 10;

  result.goals.clear();
  for (auto [goal, wanted] : llvm::zip_equal(sweep.block.goals, goals))
    result.goals.push_back(goal.maximize ? -values[wanted] : values[wanted]);
  result.margins.clear();
  for (size_t i = 0; i != conditions.size(); ++i) {
    constexpr double least = 1e-16; // `a < a`
    double m = margin(margins[i], values);
    result.margins.push_back(values[conditions[i]] == 1 ? std::min(m, 0.0) : std::max(m, least));
  }
}

} // namespace mls
