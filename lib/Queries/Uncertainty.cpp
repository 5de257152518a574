//===- Uncertainty.cpp - what a result is when inputs are uncertain ----------------===//
//
// `uncertainty { of slo.tpot  given slo.efficiency.memory in 0.65 .. 0.85, Pod.rent }`
// (language.md §5). An input is uncertain over an interval, a distribution, or the range
// that its figure declares; a path to a record means every figure below it that declares
// one, and `given all` every one behind the result.
//
//   low, high       bounds over all of it: exact where the result is proven to rise or
//                   fall with each input, else an enclosure (Tape/Interval.h)
//   p05, p50, p95,  of 10,000 points; an interval or a declared range is taken as evenly
//   mean            spread, inputs as independent
//
//===----------------------------------------------------------------------===//

#include "Eval/Statements.h"
#include "Queries/Answer.h"
#include "Queries/Forms.h"
#include "Queries/PlanVariants.h"
#include "Queries/UncertainInputs.h"
#include "Tape/IntervalOps.h"
#include "Tape/Live.h"
#include "Tape/Reverse.h"
#include "llvm/ADT/StringExtras.h"

#include <cmath>
#include <numeric>

namespace mls {

namespace {

constexpr unsigned pointCount = 10000;

/// What is known of one result.
struct Band {
  double low, high, p05, p50, p95, mean;
  unsigned without = 0; ///< points at which it has no value
  std::string open;     ///< why low and high bound it at the points alone, or empty
  unsigned notMonotone = 0;
};

/// Why a range bounds nothing; empty: it holds everywhere in the box.
std::string openness(const Tape &tape, llvm::ArrayRef<Interval> box, NodeId output, const OutputRange &range) {
  bool isFinite = std::isfinite(range.range.lo) && std::isfinite(range.range.hi);
  if (range.decided && range.answered == Answered::Everywhere && isFinite)
    return {};
  std::vector<Interval> ranges = enclose(tape, box);
  for (const Tape::Guard &g : tape.guards())
    if (!(ranges[g.condition] == Interval(double(g.outcome))))
      return "a branch turns inside the ranges";
  const llvm::BitVector live = liveCode(tape, output);
  for (unsigned id : live.set_bits()) {
    if (isDecided(tape[id], ranges))
      continue;
    switch (tape[id].op) {
    case Op::Div:
      return "a divisor may be 0 inside the ranges";
    case Op::Pow:
      return "the base of a power may be 0 or less inside the ranges";
    case Op::Sqrt:
      return "the argument of `sqrt` may be below 0 inside the ranges";
    default:
      return "the argument of a logarithm may be 0 or less inside the ranges";
    }
  }
  return range.answered != Answered::Everywhere ? "it may have no value inside the ranges" : "nothing bounds it";
}

class BlockUncertainty {
public:
  BlockUncertainty(const BlockContext &context, const BlockQuery &block)
      : diags(context.diags), block(block), givenAxes(withDomain(block)), reduced(reducedBlock()),
        replay(context.checked, context.solvers, reduced, context.results),
        file(context.checked, context.solvers, diags, {{}, context.results}) {
    for (const BlockColumn &of : block.of)
      wanted.push_back(replay.want(of.value));
  }

  std::unique_ptr<Answer> run() {
    std::vector<double> middle;
    for (const BlockAxis &axis : givenAxes) {
      auto spread = spreadOf(axis, file, diags);
      if (!spread)
        return nullptr;
      spreads.push_back(*spread);
      middle.push_back(spread->quantile(0.5));
    }
    at = replay.record({}, middle);
    nominal = replay.record({}, {});
    for (unsigned i = 0; i != wanted.size(); ++i)
      if (!hasValue(*at, wanted[i], block.of[i], diags))
        return nullptr;
    if (!collect())
      return nullptr;
    llvm::SmallVector<PlanVariants::Wanted> nodes;
    for (unsigned w : wanted)
      nodes.push_back({at->value(w).node});
    sample(PlanVariants(at->session, replay.solvers, nodes));
    auto a = std::make_unique<Answer>(block);
    a->session = &at->session;
    std::vector<std::string> varied;
    for (const UncertainInput &u : inputs)
      varied.push_back(fmt::format("`{}`", at->session.plan().inputs[u.input].path));
    a->how = fmt::format("from {} points of the ranges of {}", pointCount, llvm::join(varied, ", "));
    a->steps.push_back({block.of[0].label.str(), at->value(wanted[0])});
    for (size_t i = 0; i != wanted.size(); ++i)
      if (!answer(*a, i))
        return nullptr;
    return a;
  }

private:
  static std::vector<BlockAxis> withDomain(const BlockQuery &block) {
    std::vector<BlockAxis> axes;
    for (const BlockAxis &axis : block.axes)
      if (axis.domain)
        axes.push_back(axis);
    return axes;
  }
  BlockQuery reducedBlock() const {
    BlockQuery b = block;
    b.axes = givenAxes;
    return b;
  }

  /// The uncertain inputs of the plan. False: there is none, or not the one asked for.
  bool collect() {
    Session &s = at->session;
    auto width = swingOf(block, file, diags, 0);
    if (!width)
      return false;
    for (unsigned i = 0; i != spreads.size(); ++i)
      if (uint32_t input = at->tapeInput(i); input != Configuration::noInput)
        inputs.push_back({at->tape().inputs()[input].ref, spreads[i]});
      else
        notes.push_back(fmt::format("`{}` changes nothing here", replay.inputs()[i]->text));
    bool all = block.axes.empty();
    for (const BlockAxis &axis : block.axes) {
      if (axis.domain)
        continue;
      all |= axis.inputs.empty();
      for (const BlockInput &in : axis.inputs) {
        std::vector<uint32_t> below;
        inputsBelow(s, inputValue(s, in), below);
        size_t before = inputs.size();
        addDeclared(s, below, *width, inputs);
        if (in.type.kind == Type::Quantity && inputs.size() == before) {
          diags.report(diag::no_declared_range, in.range, in.text)
              .help(fmt::format("give one here: `given {} in lo .. hi`, or with its figure: `± 10%`", in.text));
          return false;
        }
      }
    }
    std::vector<uint32_t> behind;
    for (unsigned w : wanted)
      llvm::append_range(behind, s.evidence(at->value(w)));
    if (all)
      addDeclared(s, behind, *width, inputs);
    llvm::erase_if(inputs, [&](const UncertainInput &u) { return !llvm::is_contained(behind, u.input); });
    if (!inputs.empty())
      return true;
    diags.report(diag::nothing_uncertain, block.of[0].range, block.of[0].label)
        .help("say how far an input is off: `given slo.efficiency.memory in 0.65 .. 0.85`, or with a figure: `± 10%`");
    return false;
  }

  void sample(PlanVariants &&plan) {
    std::vector<Spread> all;
    for (const UncertainInput &u : inputs)
      all.push_back(u.spread);
    results.assign(wanted.size(), {});
    std::vector<double> values = plan.nominal(), here(wanted.size());
    for (const std::vector<double> &point : latinHypercube(all, pointCount)) {
      for (auto [u, x] : llvm::zip_equal(inputs, point))
        values[u.input] = x;
      plan.at(values, here);
      for (size_t i = 0; i != here.size(); ++i)
        if (std::isfinite(here[i]))
          results[i].push_back(here[i]);
    }
    for (std::vector<double> &r : results)
      llvm::sort(r);
  }

  Band bandOf(size_t i) {
    const std::vector<double> &r = results[i];
    Band b{r.front(),           r.back(),
           quantileOf(r, 0.05), quantileOf(r, 0.5),
           quantileOf(r, 0.95), std::accumulate(r.begin(), r.end(), 0.0) / double(r.size())};
    b.without = pointCount - unsigned(r.size());
    std::vector<Interval> box;
    for (const Tape::Input &row : at->tape().inputs()) {
      auto u = llvm::find_if(inputs, [&](const UncertainInput &u) { return u.input == row.ref; });
      box.push_back(u == inputs.end() ? Interval(at->tape()[row.node].value) : Interval(u->spread.lo, u->spread.hi));
    }
    OutputRange range = rangeOf(at->tape(), box, at->node(wanted[i]));
    b.open = openness(at->tape(), box, at->node(wanted[i]), range);
    if (b.open.empty()) {
      b.low = std::min(b.low, range.range.lo);
      b.high = std::max(b.high, range.range.hi);
    }
    b.notMonotone = range.notMonotone;
    return b;
  }

  bool answer(Answer &a, size_t i) {
    const BlockColumn &of = block.of[i];
    if (results[i].empty()) {
      diags.report(diag::requirement_failed, of.range, of.label, "at none of the points");
      return false;
    }
    Band b = bandOf(i);
    Session &s = at->session;
    const Value &v = at->value(wanted[i]);
    std::string name = wanted.size() == 1 ? block.decl->name.str() : fmt::format("{}: {}", block.decl->name, of.label);
    // The file's own value where it has one; its bound and grade are those of the middle.
    const Value &own = nominal->value(wanted[i]);
    bool known = own.isNode() && std::isfinite(nominal->session.recorder.value(own.node));
    ShownResult line = lineOf(s, v, name, of.unit, of.range, a.behind);
    Unit unit = s.unitOf(v.node, of.unit);
    double center = known ? nominal->session.recorder.value(own.node) : b.p50;
    line.value.number = center;
    line.value.display = format(center, unit);
    line.value.lo = b.low, line.value.hi = b.high;
    line.value.range = formatRange(b.low, b.high, unit);
    line.value.gap.clear(); // the note counts the points
    line.note = note(b, i);
    a.lines.push_back(line);
    auto member = [&](llvm::StringRef key, double x, bool print) {
      AnswerMember m = memberOf(s, key, fmt::format("{}.{}", block.decl->name, key), v);
      m.input.value = x;
      if (key == "nominal" && known)
        m.of = own, m.session = &nominal->session, m.label = of.label.str(), m.how = "at the values of the file";
      if (i == 0)
        a.members.push_back(m);
      if (!print)
        return;
      ShownResult row = line;
      row.name = fmt::format("{}.{}", name, key);
      row.value.number = x, row.value.display = format(x, unit);
      row.value.range.clear(), row.value.lo = row.value.hi = std::numeric_limits<double>::quiet_NaN();
      row.note.clear(), row.bound.clear(), row.definition.clear();
      a.lines.push_back(row);
    };
    member("nominal", center, false), member("low", b.low, false), member("high", b.high, false);
    member("p05", b.p05, true), member("p50", b.p50, true), member("p95", b.p95, true), member("mean", b.mean, true);
    return true;
  }

  std::string note(const Band &b, size_t i) {
    std::vector<std::string> parts{strongest(i)};
    if (b.without)
      parts.push_back(fmt::format("no value at {} of {} points", b.without, pointCount));
    if (!b.open.empty())
      parts.push_back("low and high are those of the points, it may reach beyond: " + b.open);
    else if (b.notMonotone)
      parts.push_back("low and high enclose it, not tightly");
    if (i == 0)
      llvm::append_range(parts, notes);
    llvm::erase_if(parts, [](const std::string &s) { return s.empty(); });
    return llvm::join(parts, "; ");
  }

  /// The inputs that the width comes from, to first order: slope times width, squared.
  std::string strongest(size_t i) {
    std::vector<double> adjoints;
    std::vector<double> values(at->session.recorder.values());
    reverse(at->tape(), values, at->node(wanted[i]), adjoints);
    std::vector<std::pair<double, uint32_t>> parts;
    double total = 0;
    for (const Tape::Input &row : at->tape().inputs())
      for (const UncertainInput &u : inputs)
        if (u.input == row.ref) {
          double share = std::pow(adjoints[row.node] * (u.spread.hi - u.spread.lo), 2);
          parts.push_back({share, row.ref});
          total += share;
        }
    if (!(total > 0) || parts.size() < 2)
      return {};
    llvm::stable_sort(parts, [](auto &x, auto &y) { return x.first > y.first; });
    std::vector<std::string> names;
    for (auto &[share, ref] : llvm::ArrayRef(parts).take_front(3))
      if (share / total >= 0.005)
        names.push_back(fmt::format("{} {:.0f}%", at->session.plan().inputs[ref].path, 100 * share / total));
    return "from " + llvm::join(names, ", ");
  }

  DiagnosticEngine &diags;
  const BlockQuery &block;
  std::vector<BlockAxis> givenAxes;
  BlockQuery reduced; ///< with those axes alone: an axis without a domain sets nothing
  Replay replay;
  Session file;
  std::vector<unsigned> wanted;
  std::vector<Spread> spreads;
  std::unique_ptr<Configuration> at, nominal; ///< in the middle of what is given; at the file's own values
  std::vector<UncertainInput> inputs;
  std::vector<std::vector<double>> results; ///< sorted, by wanted
  std::vector<std::string> notes;
};

} // namespace

std::unique_ptr<BlockAnswer> answerUncertainty(const BlockContext &context, const BlockQuery &block) {
  return answerWith<BlockUncertainty>(context, block);
}

} // namespace mls
