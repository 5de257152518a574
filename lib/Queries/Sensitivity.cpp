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

#include "Queries/Answer.h"
#include "Queries/Forms.h"
#include "Queries/SensitivityLevers.h"
#include "Units/BaseUnit.h"
#include "llvm/ADT/StringExtras.h"

#include <cmath>

namespace mls {

namespace {

class BlockSensitivity : Levers {
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
    static_cast<Levers &>(*this) = leversOf(replay, *at, wanted, swing);
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
               {"swing", fmt::format("down and up: -{0}% and +{0}%; of whole numbers: the next that work beyond",
                                     formatNumber(100 * swing))}};
    for (const Influence &l : levers)
      if (l.kind == Influence::Real && l.hasKink())
        said.push_back({"kink", fmt::format("{}: elasticity {} when it falls, {} when it rises", l.name,
                                            formatNumber(l.below), formatNumber(l.above))});
    auto list = [&](const char *title, const std::vector<std::string> &names) {
      constexpr size_t most = 6;
      std::string text = llvm::join(llvm::ArrayRef(names).take_front(most), ", ");
      if (!names.empty())
        said.push_back({title, names.size() > most ? fmt::format("{} and {} more", text, names.size() - most) : text});
    };
    list("no effect", idle);
    list("no other value works", fixed);
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
  std::shared_ptr<TableData> data = std::make_shared<TableData>();
};

} // namespace

std::unique_ptr<BlockAnswer> answerSensitivity(const BlockContext &context, const BlockQuery &block) {
  return answerWith<BlockSensitivity>(context, block);
}

} // namespace mls
