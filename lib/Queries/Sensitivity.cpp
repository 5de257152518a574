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
//   regime       of the first result: the resource that sets it, and how far this input has to
//                move until another one does
//
// Of several results the row has elasticity and swing of each, and its members have all;
// the first ranks.
//
//===----------------------------------------------------------------------===//

#include "Queries/Answer.h"
#include "Queries/Forms.h"
#include "Queries/SensitivityLevers.h"
#include "Queries/UncertainInputs.h"
#include "Units/BaseUnit.h"
#include "llvm/ADT/StringExtras.h"

#include <cmath>
#include <deque>

namespace mls {

namespace {

class BlockSensitivity : Levers {
public:
  BlockSensitivity(const BlockContext &context, const BlockQuery &block)
      : block(block), diags(context.diags), reduced(withoutAxes(block)),
        replay(context.checked, context.solvers, reduced, context.results), percent(*context.checked.units.parse("%")) {
    for (const BlockColumn &of : block.of)
      wanted.push_back(replay.want(of.value));
  }

  std::unique_ptr<Answer> run() {
    at = replay.record({}, {});
    Session &s = at->session;
    for (auto [of, w] : llvm::zip_equal(block.of, wanted)) {
      if (!hasValue(*at, w, of, diags))
        return nullptr;
      results.push_back(at->value(w).node);
      units.push_back(s.unitOf(results.back(), of.unit));
    }
    auto by = swingOf(block, s, diags, swing);
    if (!by)
      return nullptr;
    swing = *by;
    static_cast<Levers &>(*this) = leversOf(replay, *at, wanted, swing);
    if (levers.empty()) {
      auto d = diags.report(diag::nothing_to_move, block.of.front().range, where(), labels());
      if (!asksAll())
        d.help("`to all` lists every input that it moves with");
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
  std::string labels() const {
    auto text = [&](const BlockColumn &of) { // without the unit that it is shown in
      const SourceManager &sources = replay.checked.sources;
      bool converted = of.value->op == NodeOp::As && of.label == sources.text(of.value->range);
      return converted ? sources.text(of.value->kids[0]->range) : of.label;
    };
    return llvm::join(llvm::map_range(block.of, text), "`, `");
  }
  bool asksAll() const { return block.toAll || block.to.empty(); }
  /// Where levers were looked for: ``below `Pod` or `slo` ``.
  std::string where() const {
    if (asksAll())
      return "behind it";
    return "below `" + llvm::join(llvm::map_range(block.to, [](auto &in) { return in.text.str(); }), "` or `") + "`";
  }
  double weight(const Influence &l) const {
    const Effect &e = l.effects.front();
    double by = block.swing || l.kind != Influence::Real ? std::fabs(e.swing) : std::fabs(e.elasticity()) * 2 * swing;
    return std::isfinite(by) ? by : 1e300;
  }

  void regimes() {
    Regimes r(at->session, replay.solvers, results.front());
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
    auto a = std::make_unique<Answer>(block);
    a->session = &s;
    a->how = fmt::format("moves `{}`", labels());
    for (auto [of, w] : llvm::zip_equal(block.of, wanted))
      a->steps.push_back({of.label.str(), at->value(w)});
    for (PlanId result : results)
      for (uint32_t i : s.evidence(result))
        if (!llvm::is_contained(a->behind, i))
          a->behind.push_back(i);
    a->table.emplace();
    TableResult &t = *a->table;
    t.name = block.decl->name.str();
    t.form = "sensitivity";
    t.range = block.decl->nameRange;
    t.grade = s.trust(a->behind).grade;
    a->columns.row = block.decl->type.schema;
    a->columns.rows = data->rows = levers.size();
    texts(*a, "input", true, [](const Influence &l) { return l.name; });
    texts(*a, "value", true, [](const Influence &l) { return l.value; });
    results.size() == 1 ? one(*a) : several(*a);
    texts(*a, "regime", true, [](const Influence &l) { return l.regime; });
    size_t shown = t.columns.size();
    hidden(*a, "distance", {}, [](const Influence &l) { return l.distance; });
    for (size_t i = 0; results.size() > 1 && i != results.size(); ++i)
      membersOf(*a, i);
    t.rows = [data = data, shown](RowSink &sink) { return data->give(sink, shown); };
    t.notes = [said = notes()] { return said; };
    return a;
  }

  using Number = llvm::function_ref<double(const Influence &)>;

  void one(Answer &a) {
    const Unit &unit = units.front();
    numbers(a, "elasticity", {}, "elasticity", [](const Influence &l) { return l.effects[0].elasticity(); });
    texts(a, "derivative", false, [&](const Influence &l) { return derivative(l, unit); });
    numbers(a, "down", unit, "down", [](const Influence &l) { return l.effects[0].down; });
    numbers(a, "up", unit, "up", [](const Influence &l) { return l.effects[0].up; });
    numbers(a, "swing", percent, "swing", [](const Influence &l) { return l.effects[0].swing; });
  }

  void several(Answer &a) {
    for (auto [i, of] : llvm::enumerate(block.of)) {
      numbers(a, fmt::format("{}: elasticity", of.label), {}, "",
              [i = i](const Influence &l) { return l.effects[i].elasticity(); });
      numbers(a, fmt::format("{}: swing", of.label), percent, "",
              [i = i](const Influence &l) { return l.effects[i].swing; });
    }
  }

  /// `levers.elasticity` of the first result, `levers.cost_elasticity` of another.
  void membersOf(Answer &a, size_t i) {
    if (i != 0 && block.of[i].name.empty())
      return;
    std::string prefix = i == 0 ? "" : block.of[i].name.str() + "_";
    auto add = [&](const char *what, Dim dim, Number get) {
      std::string name = prefix + what;
      if (llvm::none_of(a.columns.columns, [&](auto &c) { return c.first == name; }))
        hidden(a, name, dim, get);
    };
    add("elasticity", {}, [i](const Influence &l) { return l.effects[i].elasticity(); });
    add("down", units[i].dim, [i](const Influence &l) { return l.effects[i].down; });
    add("up", units[i].dim, [i](const Influence &l) { return l.effects[i].up; });
    add("swing", {}, [i](const Influence &l) { return l.effects[i].swing; });
  }

  /// A column of the report; `name` of the member that it is too, or empty.
  void numbers(Answer &a, std::string heading, const Unit &unit, std::string name, Number get) {
    TableColumn c;
    c.name = std::move(heading), c.unit = unit;
    c.baseUnit = baseUnit(unit.dim, replay.checked.units), c.dimension = printShort(unit.dim, replay.checked.dims());
    a.table->columns.push_back(c);
    hidden(a, std::move(name), unit.dim, get);
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

  /// A member that the report has no column of.
  void hidden(Answer &a, std::string name, Dim dim, Number get) {
    data->columns.emplace_back();
    data->words.emplace_back();
    for (const Influence &l : levers)
      data->columns.back().push_back(get(l));
    if (!name.empty())
      member(a, std::move(name), dim);
  }

  /// The last column for those who use it.
  TableColumns::Column &member(Answer &a, std::string name, Dim dim) {
    names.push_back(std::move(name));
    TableColumns::Column c;
    c.input.path = names.back().c_str();
    c.input.dim = dim;
    c.input.range = block.decl->nameRange;
    c.numbers = data->columns.back();
    c.word = [words = data->words.back()](double i) { return words ? (*words)[i] : llvm::StringRef(); };
    return a.columns.columns.emplace_back(names.back(), c).second;
  }

  /// `-0.81 ms/tok per TB/s`.
  std::string derivative(const Influence &l, const Unit &unit) const {
    if (l.kind != Influence::Real)
      return "";
    Unit by = inputUnit(at->session.plan().inputs[l.input]);
    std::string number = formatNumber(unit.fromBase(l.effects[0].derivative * by.toBase(1)));
    return fmt::format("{}{}{} per {}", number, unit.spelling.empty() ? "" : " ", unit.spelling,
                       by.spelling.empty() ? "1" : by.spelling);
  }

  using Notes = std::vector<std::pair<std::string, std::string>>;
  Notes notes() const {
    Notes said;
    for (auto [of, node, unit] : llvm::zip_equal(block.of, results, units))
      said.push_back({"of", fmt::format("{} = {}", of.label, format(at->session.recorder.value(node), unit))});
    said.push_back({"swing", fmt::format("{1}: -{0}% and +{0}%; of whole numbers: the next that work beyond",
                                         formatNumber(100 * swing), results.size() == 1 ? "down and up" : "input")});
    for (const Influence &l : levers)
      for (auto [of, e] : llvm::zip_equal(block.of, l.effects))
        if (l.kind == Influence::Real && e.hasKink())
          said.push_back({"kink", fmt::format("{}: elasticity {}{} when it falls, {} when it rises", l.name,
                                              results.size() == 1 ? "" : "of " + of.label.str() + " ",
                                              formatNumber(e.below), formatNumber(e.above))});
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
  const Unit percent;
  std::vector<unsigned> wanted;
  std::unique_ptr<Configuration> at;
  std::vector<PlanId> results; ///< by `of`
  std::vector<Unit> units;
  double swing = 0.1;
  std::deque<std::string> names; ///< of members
  std::shared_ptr<TableData> data = std::make_shared<TableData>();
};

} // namespace

std::unique_ptr<BlockAnswer> answerSensitivity(const BlockContext &context, const BlockQuery &block) {
  return answerWith<BlockSensitivity>(context, block);
}

} // namespace mls
