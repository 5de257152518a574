//===- Sensitivity.cpp - what a result moves with ---------------------------------===//
//
// `sensitivity { of slo.cost_per_token  to Pod, slo.efficiency  by 20% }` (language.md §5).
// One row an input, the strongest first:
//
//   elasticity   percent of the result per percent of the input, from one reverse sweep
//                over the tape however many inputs there are; both sides of a kink
//   derivative   the same in units
//   down, up     the result when the input falls and rises by the swing (10% unless `by`
//                says another); a whole number goes to the next values that work, a word
//                to each other word
//   swing        (up - down) over the result
//   regime       the resource that sets the result, and how far this input has to move
//                until another one does
//
//===----------------------------------------------------------------------===//

#include "Eval/Answer.h"
#include "Eval/SensitivityLevers.h"
#include "Eval/UncertainInputs.h"
#include "Tape/Kink.h"
#include "Tape/Reverse.h"
#include "Units/BaseUnit.h"
#include "llvm/ADT/StringExtras.h"

#include <cmath>

namespace mls {

namespace {

class BlockSensitivity {
public:
  BlockSensitivity(const BlockContext &context, const BlockQuery &block)
      : block(block), diags(context.diags), reduced(withoutAxes(block)),
        replay(context.checked, context.solvers, reduced, context.results) {
    wanted = replay.want(block.of.front().value);
  }

  std::unique_ptr<Answer> run() {
    at = replay.record({}, {});
    Session &s = at->session;
    const BlockColumn &of = block.of.front();
    if (!hasValue(*at, wanted, of, diags))
      return nullptr;
    result = at->value(wanted).node;
    value = s.recorder.value(result);
    if (block.swing)
      swing = numberOf(s, block.swing).value_or(swing);
    choose();
    move();
    words();
    if (levers.empty()) {
      diags.report(diag::nothing_to_move, of.range, of.label, block.to.empty() ? "all" : block.to.front().text)
          .help("`to all` lists every input that it moves with");
      return nullptr;
    }
    llvm::stable_sort(levers, [&](const Influence &a, const Influence &b) { return weight(a) > weight(b); });
    regimes();
    return answer();
  }

private:
  static BlockQuery withoutAxes(BlockQuery b) {
    b.axes = {};
    return b;
  }
  double weight(const Influence &l) const {
    double by = block.swing || l.kind != Influence::Real ? std::fabs(l.swing) : std::fabs(l.elasticity()) * 2 * swing;
    return std::isfinite(by) ? by : 1e300;
  }

  //===-- Which inputs ------------------------------------------------------===//

  /// The inputs asked for that the result rests on.
  void choose() {
    Session &s = at->session;
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

  //===-- Moving them -------------------------------------------------------===//

  void move() {
    Session &s = at->session;
    const Tape &tape = at->tape();
    NodeId node = at->node(wanted);
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
      l.kind == Influence::Whole ? stepTo(plan, in, l) : swingTo(plan, in, l);
      bool moves = l.derivative != 0 || l.hasKink() || l.swing != 0;
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

  /// The nearest whole numbers on both sides at which there is a result: half and double
  /// at most, or a few steps.
  void stepTo(PlanVariants &plan, const PlanInput &in, Influence &l) {
    double found[2] = {in.value, in.value};
    for (int side : {0, 1}) {
      double &y = side ? l.up : l.down;
      for (int k = 1; k <= 64; ++k) {
        double x = in.value + (side ? k : -k);
        if (!in.field->domain.contains(x) || x < in.value / 2 - 1 || x > 2 * in.value + 1)
          break;
        if (double there = resultAt(plan, l.input, x); std::isfinite(there)) {
          y = there, found[side] = x;
          break;
        }
      }
    }
    setSwing(l);
    auto slope = [&](double x, double y) { return std::log(y / value) / std::log(x / in.value); };
    bool down = found[0] != in.value && l.down / value > 0, up = found[1] != in.value && l.up / value > 0;
    if (down || up) { // of steps: the mean over those that there are
      l.below = down ? slope(found[0], l.down) : slope(found[1], l.up);
      l.above = up ? slope(found[1], l.up) : l.below;
      l.below = l.above = (l.below + l.above) / 2;
    }
    l.value = fmt::format("{} ({}, {})", formatNumber(in.value), down ? formatNumber(found[0]) : "-",
                          up ? formatNumber(found[1]) : "-");
  }

  /// Words and truths asked for: each other word is a program of its own.
  void words() {
    for (const BlockInput &in : block.to)
      wordsBelow(inputValue(at->session, in), {in.path.begin(), in.path.end()}, in.text.str(), in.type, 0);
  }

  void wordsBelow(const Value &v, llvm::SmallVector<llvm::StringRef, 4> path, std::string text, Type type,
                  unsigned depth) {
    if (v.kind == Value::Name)
      for (auto [i, word] : llvm::enumerate(v.names))
        if (word != v.text)
          tryWord(path, text, type, v.text, word, double(i), NodeOp::Name);
    if (v.kind == Value::Flag && at->session.recorder.at(v.node).isConstant()) {
      bool now = at->session.recorder.value(v.node) != 0;
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
      wordsBelow(at->session.lowering.member(v, f.name), deeper, text + "." + f.name.str(), member, depth + 1);
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
    l.below = l.above = std::numeric_limits<double>::quiet_NaN();
    setSwing(l);
    if (std::isfinite(y) && l.swing != 0)
      levers.push_back(std::move(l));
    else if (std::isfinite(y))
      idle.push_back(text);
  }

  void regimes() {
    Regimes r(at->session, replay.solvers, result);
    if (!r.known())
      return;
    constexpr size_t asked = 16; // of the strongest
    for (Influence &l : llvm::MutableArrayRef(levers).take_front(asked))
      if (l.kind != Influence::Word)
        r.find(l);
  }

  //===-- The table ---------------------------------------------------------===//

  Unit inputUnit(const PlanInput &in) const { return displayUnit(in.value, in.dim, replay.checked.units, in.unit); }

  std::unique_ptr<Answer> answer() {
    Session &s = at->session;
    Unit unit = s.unitOf(result, block.of.front().unit);
    auto a = std::make_unique<Answer>(block);
    a->session = &s;
    a->behind = s.evidence(result).vec();
    a->table.emplace();
    TableResult &t = *a->table;
    t.name = block.decl->name.str();
    t.form = "sensitivity";
    t.range = block.decl->nameRange;
    t.grade = s.trust(a->behind).grade;
    Unit pure, percent = *replay.checked.units.parse("%");
    a->columns.row = block.decl->type.schema;
    a->columns.rows = data->rows = levers.size();
    texts(*a, "input", true, [](const Influence &l) { return l.name; });
    texts(*a, "value", true, [](const Influence &l) { return l.value; });
    numbers(*a, "elasticity", pure, [](const Influence &l) { return l.elasticity(); });
    texts(*a, "derivative", false, [&](const Influence &l) { return derivative(l, unit); });
    numbers(*a, "down", unit, [](const Influence &l) { return l.down; });
    numbers(*a, "up", unit, [](const Influence &l) { return l.up; });
    numbers(*a, "swing", percent, [](const Influence &l) { return l.swing; });
    texts(*a, "regime", true, [](const Influence &l) { return l.regime; });
    size_t shown = t.columns.size();
    numbers(*a, "distance", pure, [](const Influence &l) { return l.distance; });
    t.columns.resize(shown);
    t.rows = [data = data, shown](RowSink &sink) { return data->give(sink, shown); };
    t.notes = [said = notes(unit)] { return said; };
    return a;
  }

  void numbers(Answer &a, const char *name, const Unit &unit, llvm::function_ref<double(const Influence &)> get) {
    TableColumn c;
    c.name = name, c.unit = unit;
    c.baseUnit = baseUnit(unit.dim, replay.checked.units), c.dimension = printShort(unit.dim, replay.checked.dims());
    a.table->columns.push_back(c);
    data->columns.emplace_back();
    data->words.emplace_back();
    for (const Influence &l : levers)
      data->columns.back().push_back(get(l));
    member(a, name, unit.dim);
  }

  void texts(Answer &a, const char *name, bool isMember, llvm::function_ref<std::string(const Influence &)> get) {
    TableColumn c;
    c.kind = TableColumn::Word, c.name = name;
    a.table->columns.push_back(c);
    data->columns.emplace_back();
    data->words.push_back(std::make_shared<WordTable>());
    for (const Influence &l : levers)
      data->columns.back().push_back(data->words.back()->add(get(l)));
    if (isMember)
      member(a, name, {}).kind = TableColumns::Column::Word;
  }

  /// The last column for those who use it.
  TableColumns::Column &member(Answer &a, const char *name, Dim dim) {
    TableColumns::Column c;
    c.input.path = name;
    c.input.dim = dim;
    c.input.kind = OriginKind::Derived;
    c.input.role = InputRole::Choice;
    c.input.range = block.decl->nameRange;
    c.numbers = data->columns.back();
    c.word = [words = data->words.back()](double i) { return words ? (*words)[i] : llvm::StringRef(); };
    return a.columns.columns.emplace_back(name, c).second;
  }

  /// `-0.81 ms/tok per TB/s`.
  std::string derivative(const Influence &l, const Unit &unit) const {
    if (l.kind != Influence::Real)
      return "";
    Unit by = inputUnit(at->session.plan().inputs[l.input]);
    std::string number = formatNumber(unit.fromBase(l.derivative * by.toBase(1)));
    return fmt::format("{}{}{} per {}", number, unit.spelling.empty() ? "" : " ", unit.spelling,
                       by.spelling.empty() ? "1" : by.spelling);
  }

  using Notes = std::vector<std::pair<std::string, std::string>>;
  Notes notes(const Unit &unit) const {
    Notes said{{"of", fmt::format("{} = {}", block.of.front().label, format(value, unit))},
               {"swing", fmt::format("down and up: -{0}% and +{0}%; of whole numbers: the next that work",
                                     formatNumber(100 * swing))}};
    for (const Influence &l : levers)
      if (l.kind == Influence::Real && l.hasKink())
        said.push_back({"kink", fmt::format("{}: elasticity {} when it falls, {} when it rises", l.name,
                                            formatNumber(l.below), formatNumber(l.above))});
    if (!idle.empty()) {
      constexpr size_t most = 6;
      std::string names = llvm::join(llvm::ArrayRef(idle).take_front(most), ", ");
      said.push_back(
          {"no effect", idle.size() > most ? fmt::format("{} and {} more", names, idle.size() - most) : names});
    }
    return said;
  }

  const BlockQuery &block;
  DiagnosticEngine &diags;
  BlockQuery reduced;
  Replay replay;
  unsigned wanted;
  std::unique_ptr<Configuration> at;
  PlanId result = noPlan;
  double value = 0, swing = 0.1;
  std::vector<uint32_t> chosen;
  std::vector<Influence> levers;
  std::vector<std::string> idle;
  std::shared_ptr<TableData> data = std::make_shared<TableData>();
};

} // namespace

std::unique_ptr<BlockAnswer> answerSensitivity(const BlockContext &context, const BlockQuery &block) {
  return answerWith<BlockSensitivity>(context, block);
}

} // namespace mls
