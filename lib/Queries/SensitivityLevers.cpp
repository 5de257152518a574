//===- SensitivityLevers.cpp - what moves a result, and by how much ----------------===//

#include "Queries/SensitivityLevers.h"
#include "Queries/UncertainInputs.h"
#include "Tape/Kink.h"
#include "Tape/Reverse.h"

namespace mls {

namespace {

class LeverSearch : public Levers {
public:
  LeverSearch(const Replay &replay, Configuration &at, unsigned wanted, double swing)
      : replay(replay), block(replay.block), at(at), wanted(wanted), swing(swing), result(at.value(wanted).node),
        value(at.session.recorder.value(result)) {}

  Levers run() {
    choose();
    move();
    words();
    return std::move(*this);
  }

private:
  /// The inputs asked for that the result rests on.
  void choose() {
    Session &s = at.session;
    std::vector<uint32_t> behind = s.evidence(result).vec();
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
    const Tape &tape = at.tape();
    NodeId node = at.node(wanted);
    std::vector<double> values(s.recorder.values()), adjoints;
    reverse(tape, values, node, adjoints);
    bool kink = !kinks(tape, values, node).empty();
    PlanVariants plan(s, replay.solvers, PlanVariants::Wanted{result});
    for (const Tape::Input &row : tape.inputs()) {
      const PlanInput &in = s.plan().inputs[row.ref];
      if (!llvm::is_contained(chosen, row.ref))
        continue;
      Influence l;
      l.input = row.ref;
      l.name = in.path;
      l.value = s.showInputOf(in);
      l.kind = in.field && in.field->domain.integer ? Influence::Whole : Influence::Real;
      l.derivative = adjoints[row.node];
      double scale = in.value / value;
      l.below = l.above = l.derivative * scale;
      if (kink) {
        OneSided d = oneSided(tape, values, node, row.node);
        l.below = d.below * scale, l.above = d.above * scale;
        if (!std::isfinite(l.below) || !std::isfinite(l.above))
          l.below = l.above = l.derivative * scale; // a jump has no slope
        else if (scale != 0)
          l.derivative = l.elasticity() / scale;
      }
      if (l.kind == Influence::Real)
        swingTo(plan, in, l);
      else if (!stepTo(plan, in, l)) {
        fixed.push_back(l.name);
        continue;
      }
      bool moves = l.swing != 0 || (l.kind == Influence::Real && (l.derivative != 0 || l.hasKink()));
      moves ? levers.push_back(l) : idle.push_back(l.name);
    }
  }

  double resultAt(PlanVariants &plan, uint32_t input, double x) {
    std::vector<double> inputs = plan.nominal();
    inputs[input] = x;
    double y = 0;
    plan.at(inputs, y);
    return y;
  }

  void swingTo(PlanVariants &plan, const PlanInput &in, Influence &l) {
    l.down = resultAt(plan, l.input, in.value * (1 - swing));
    l.up = resultAt(plan, l.input, in.value * (1 + swing));
    setSwing(l);
  }
  void setSwing(Influence &l) const {
    double down = std::isfinite(l.down) ? l.down : value, up = std::isfinite(l.up) ? l.up : value;
    l.swing = (up - down) / std::fabs(value);
  }

  /// Whole numbers at least a swing away on both sides, the nearest at which there is a
  /// result, up to half and double. False: there is none.
  bool stepTo(PlanVariants &plan, const PlanInput &in, Influence &l) {
    double found[2] = {in.value, in.value};
    for (int side : {0, 1}) {
      double &y = side ? l.up : l.down;
      double x = side ? std::max(in.value + 1, std::floor(in.value * (1 + swing)))
                      : std::min(in.value - 1, std::ceil(in.value * (1 - swing)));
      constexpr unsigned tries = 64;
      for (unsigned k = 0; k != tries && in.field->domain.contains(x); ++k, x += side ? 1 : -1) {
        if (x < in.value / 2 - 1 || x > 2 * in.value + 1)
          break;
        if (double there = resultAt(plan, l.input, x); std::isfinite(there)) {
          y = there, found[side] = x;
          break;
        }
      }
    }
    setSwing(l);
    auto slope = [&](double x, double y) { return std::log(y / value) / std::log(x / in.value); };
    bool down = found[0] != in.value, up = found[1] != in.value;
    auto text = [](bool there, double x) { return there ? formatNumber(x) : std::string("-"); };
    l.value = fmt::format("{} ({}, {})", formatNumber(in.value), text(down, found[0]), text(up, found[1]));
    down &= found[0] > 0 && l.down / value > 0, up &= in.value > 0 && l.up / value > 0;
    if (down || up) { // of steps: the mean over those that there are
      double below = down ? slope(found[0], l.down) : slope(found[1], l.up);
      double above = up ? slope(found[1], l.up) : below;
      l.below = l.above = (below + above) / 2;
    }
    return found[0] != in.value || found[1] != in.value;
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
    const Value &v = there->value(wanted);
    double y = v.isNode() ? there->session.recorder.value(v.node) : std::numeric_limits<double>::quiet_NaN();
    Influence l;
    l.kind = Influence::Word;
    l.name = text;
    l.value = fmt::format("{} -> {}", now, word);
    l.up = y;
    l.down = value;
    setSwing(l);
    if (std::isfinite(y) && l.swing != 0)
      levers.push_back(std::move(l));
    else if (std::isfinite(y))
      idle.push_back(text);
  }

  const Replay &replay;
  const BlockQuery &block;
  Configuration &at;
  unsigned wanted;
  double swing;
  PlanId result;
  double value;
  std::vector<uint32_t> chosen;
};

} // namespace

Levers leversOf(const Replay &replay, Configuration &at, unsigned wanted, double swing) {
  return LeverSearch(replay, at, wanted, swing).run();
}

} // namespace mls
