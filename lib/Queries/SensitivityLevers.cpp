//===- SensitivityLevers.cpp - what moves a result, and by how much ----------------===//

#include "Queries/SensitivityLevers.h"
#include "Queries/UncertainInputs.h"
#include "Tape/Kink.h"
#include "Tape/Reverse.h"

namespace mls {

namespace {

/// A result whose movement is wanted, at the program's own values.
struct Target {
  PlanId result;
  double value;
  NodeId node;
  std::vector<double> adjoints;
  bool hasKink;
};

class LeverSearch : public Levers {
public:
  LeverSearch(const Replay &replay, Configuration &at, llvm::ArrayRef<unsigned> wanted, double swing)
      : replay(replay), block(replay.block), at(at), wanted(wanted), swing(swing),
        values(at.session.recorder.values()) {
    for (unsigned w : wanted) {
      Target t{at.value(w).node, at.session.recorder.value(at.value(w).node), at.node(w), {}, false};
      reverse(at.tape(), values, t.node, t.adjoints);
      t.hasKink = !kinks(at.tape(), values, t.node).empty();
      targets.push_back(std::move(t));
    }
  }

  Levers run() {
    choose();
    move();
    words();
    return std::move(*this);
  }

private:
  /// The inputs asked for that a result rests on.
  void choose() {
    Session &s = at.session;
    std::vector<uint32_t> behind;
    for (const Target &t : targets)
      for (uint32_t i : s.evidence(t.result))
        if (!llvm::is_contained(behind, i))
          behind.push_back(i);
    if (block.toAll || block.to.empty()) {
      chosen = behind;
      return;
    }
    for (const BlockInput &in : block.to) {
      std::vector<uint32_t> below;
      inputsBelow(s, inputValue(s, in), below);
      llvm::erase_if(below,
                     [&](uint32_t i) { return !llvm::is_contained(behind, i) || llvm::is_contained(chosen, i); });
      llvm::append_range(chosen, below);
    }
  }

  void move() {
    Session &s = at.session;
    llvm::SmallVector<PlanVariants::Wanted> results;
    for (const Target &t : targets)
      results.push_back({t.result});
    PlanVariants plan(s, replay.solvers, results);
    for (const Tape::Input &row : at.tape().inputs()) {
      const PlanInput &in = s.plan().inputs[row.ref];
      if (!llvm::is_contained(chosen, row.ref))
        continue;
      Influence l;
      l.input = row.ref;
      l.name = in.path;
      l.value = s.showInputOf(in);
      l.kind = in.field && in.field->domain.integer ? Influence::Whole : Influence::Real;
      for (const Target &t : targets)
        l.effects.push_back(slopeOf(t, row.node, in.value));
      if (l.kind == Influence::Real)
        swingTo(plan, in, l);
      else if (!stepTo(plan, in, l)) {
        fixed.push_back(l.name);
        continue;
      }
      bool moves = llvm::any_of(l.effects, [&](const Effect &e) {
        return e.swing != 0 || (l.kind == Influence::Real && (e.derivative != 0 || e.hasKink()));
      });
      moves ? levers.push_back(l) : idle.push_back(l.name);
    }
  }

  /// Derivative and elasticity, on both sides.
  Effect slopeOf(const Target &t, NodeId input, double x) const {
    Effect e;
    e.derivative = t.adjoints[input];
    double scale = x / t.value;
    e.below = e.above = e.derivative * scale;
    if (!t.hasKink)
      return e;
    OneSided d = oneSided(at.tape(), values, t.node, input);
    if (!std::isfinite(d.below * scale) || !std::isfinite(d.above * scale))
      return e; // a jump has no slope
    e.below = d.below * scale, e.above = d.above * scale;
    if (scale != 0)
      e.derivative = e.elasticity() / scale;
    return e;
  }

  std::vector<double> resultsAt(PlanVariants &plan, uint32_t input, double x) {
    std::vector<double> inputs = plan.nominal(), there(targets.size());
    inputs[input] = x;
    plan.at(inputs, there);
    return there;
  }

  void swingTo(PlanVariants &plan, const PlanInput &in, Influence &l) {
    std::vector<double> down = resultsAt(plan, l.input, in.value * (1 - swing)),
                        up = resultsAt(plan, l.input, in.value * (1 + swing));
    for (size_t i = 0; i != targets.size(); ++i)
      l.effects[i].down = down[i], l.effects[i].up = up[i];
    setSwings(l);
  }
  void setSwings(Influence &l) const {
    for (auto [e, t] : llvm::zip_equal(l.effects, targets)) {
      double down = std::isfinite(e.down) ? e.down : t.value, up = std::isfinite(e.up) ? e.up : t.value;
      e.swing = (up - down) / t.value;
    }
  }

  /// Whole numbers at least a swing away on both sides, the nearest at which all results
  /// have a value, up to half and double. False: there is none.
  bool stepTo(PlanVariants &plan, const PlanInput &in, Influence &l) {
    double found[2] = {in.value, in.value};
    for (int side : {0, 1}) {
      double x = side ? std::max(in.value + 1, std::floor(in.value * (1 + swing)))
                      : std::min(in.value - 1, std::ceil(in.value * (1 - swing)));
      constexpr unsigned tries = 64;
      for (unsigned k = 0; k != tries && in.field->domain.contains(x); ++k, x += side ? 1 : -1) {
        if (x < in.value / 2 - 1 || x > 2 * in.value + 1)
          break;
        std::vector<double> there = resultsAt(plan, l.input, x);
        if (!llvm::all_of(there, [](double y) { return std::isfinite(y); }))
          continue;
        for (auto [e, y] : llvm::zip_equal(l.effects, there))
          (side ? e.up : e.down) = y;
        found[side] = x;
        break;
      }
    }
    setSwings(l);
    auto text = [](bool there, double x) { return there ? formatNumber(x) : std::string("-"); };
    bool isDown = found[0] != in.value, isUp = found[1] != in.value;
    l.value = fmt::format("{} ({}, {})", formatNumber(in.value), text(isDown, found[0]), text(isUp, found[1]));
    for (auto [e, t] : llvm::zip_equal(l.effects, targets)) {
      auto slope = [&](double x, double y) { return std::log(y / t.value) / std::log(x / in.value); };
      bool down = isDown && found[0] > 0 && e.down / t.value > 0, up = isUp && in.value > 0 && e.up / t.value > 0;
      if (!down && !up)
        continue;
      double below = down ? slope(found[0], e.down) : slope(found[1], e.up); // of steps: the mean over those there are
      double above = up ? slope(found[1], e.up) : below;
      e.below = e.above = (below + above) / 2;
    }
    return isDown || isUp;
  }

  /// Words and truths asked for: each other word is a program of its own.
  void words() {
    for (const BlockInput &in : block.to)
      wordsBelow(inputValue(at.session, in), {in.path.begin(), in.path.end()}, in.text.str(), in.type, 0);
  }

  void wordsBelow(const Value &v, llvm::SmallVector<llvm::StringRef, 4> path, std::string text, Type type,
                  unsigned depth) {
    if (v.kind == Value::Name)
      for (auto [i, word] : llvm::enumerate(v.names))
        if (word != v.text)
          tryWord(path, text, type, v.text, word, double(i), NodeOp::Name);
    if (v.kind == Value::Flag && at.session.recorder.at(v.node).isConstant()) {
      bool now = at.session.recorder.value(v.node) != 0;
      tryWord(path, text, type, now ? "true" : "false", now ? "false" : "true", !now, NodeOp::Bool);
    }
    if (v.kind != Value::Record || depth == 2 || !v.instance->schema)
      return;
    for (const Field &f : v.instance->schema->fields) {
      if (f.kind != FieldKind::Enum && f.kind != FieldKind::Bool && f.kind != FieldKind::Record)
        continue;
      auto deeper = path;
      deeper.push_back(f.name);
      Type member;
      member.kind = f.kind == FieldKind::Enum ? Type::Enum : f.kind == FieldKind::Bool ? Type::Bool : Type::Record;
      member.names = f.names;
      member.schema = f.sub;
      wordsBelow(at.session.lowering.member(v, f.name), deeper, text + "." + f.name.str(), member, depth + 1);
    }
  }

  void tryWord(llvm::ArrayRef<llvm::StringRef> path, const std::string &text, const Type &type, llvm::StringRef now,
               llvm::StringRef word, double number, NodeOp op) {
    Node n;
    n.op = op;
    n.type = type;
    n.number = number;
    n.text = word;
    n.range = block.range;
    Override o;
    o.path.append(path.begin(), path.end());
    o.value = &n;
    auto there = replay.record({}, {}, o);
    Influence l;
    l.kind = Influence::Word;
    l.name = text;
    l.value = fmt::format("{} -> {}", now, word);
    for (auto [w, t] : llvm::zip_equal(wanted, targets)) {
      const Value &v = there->value(w);
      Effect e;
      e.down = t.value;
      e.up = v.isNode() ? there->session.recorder.value(v.node) : std::numeric_limits<double>::quiet_NaN();
      l.effects.push_back(e);
    }
    setSwings(l);
    bool hasValues = llvm::all_of(l.effects, [](const Effect &e) { return std::isfinite(e.up); });
    if (hasValues && llvm::any_of(l.effects, [](const Effect &e) { return e.swing != 0; }))
      levers.push_back(std::move(l));
    else if (hasValues)
      idle.push_back(text);
  }

  const Replay &replay;
  const BlockQuery &block;
  Configuration &at;
  llvm::ArrayRef<unsigned> wanted;
  double swing;
  std::vector<double> values; ///< of the tape's nodes
  std::vector<Target> targets;
  std::vector<uint32_t> chosen;
};

} // namespace

Levers leversOf(const Replay &replay, Configuration &at, llvm::ArrayRef<unsigned> wanted, double swing) {
  return LeverSearch(replay, at, wanted, swing).run();
}

} // namespace mls
