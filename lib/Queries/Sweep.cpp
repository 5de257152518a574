//===- Sweep.cpp - the points of a block, before they are walked ----------===//

#include "Queries/Sweep.h"
#include "Queries/SweepWorker.h"
#include "Tape/Live.h"

#include <cmath>

namespace mls {

Sweep::Sweep(const Checked &checked, llvm::ArrayRef<const Solver *> solvers, const BlockQuery &block,
             BlockResults results, DiagnosticEngine &diags)
    : block(block), replay(checked, solvers, block, results), diags(diags),
      file(checked, solvers, diags, SessionSetup{{}, results}) {
  for (const BlockColumn &column : block.columns)
    column.value ? hide(column.value) : hide(*column.input);
  for (const Node *condition : block.conditions)
    conditions.push_back(replay.want(condition));
}
Sweep::~Sweep() = default;

unsigned Sweep::hide(const Node *value) {
  sources.push_back({false, replay.want(value)});
  return unsigned(sources.size() - 1);
}

unsigned Sweep::hide(const BlockInput &input) {
  for (unsigned i = 0; i != replay.inputs().size(); ++i)
    if (replay.inputs()[i]->text == input.text) // `per` names it again
      sources.push_back({true, i});
  return unsigned(sources.size() - 1);
}

bool Sweep::prepare() {
  for (unsigned i = 0; i != replay.wanted().size(); ++i)
    allWanted.push_back(i);
  if (!enumerate() || !countPoints() || !recordFirst())
    return false;
  splitAxes();
  return describeColumns();
}

bool Sweep::enumerate() {
  bool ok = true;
  for (const BlockAxis &axis : block.axes) {
    auto values = AxisValues::of(axis, file, diags, made);
    ok &= values.has_value();
    axes.push_back(values ? std::move(*values) : AxisValues());
  }
  for (unsigned a = 0; a != axes.size(); ++a)
    for (const AxisValues::Member &m : axes[a].members)
      inputs.push_back({&m, a});
  return ok;
}

std::string Sweep::counted(double n) {
  if (n >= 1e15)
    return fmt::format("{:.3g}", n);
  std::string digits = fmt::format("{:.0f}", n);
  for (int at = int(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(size_t(at), ",");
  return digits;
}

/// Beyond it a sweep takes hours.
constexpr double mostPoints = 1e12;

bool Sweep::countPoints() {
  for (const AxisValues &axis : axes)
    product *= double(axis.count);
  if (product > mostPoints && refusesMany) {
    refuse();
    return false;
  }
  constexpr double mostCounted = 1e19;
  total = product < mostCounted ? uint64_t(product) : ~uint64_t(0);
  return true;
}

void Sweep::refuse(std::string help) const {
  auto d = diags.report(diag::too_many_points, block.decl->nameRange, block.decl->name, counted(product));
  size_t longest = 0;
  for (size_t a = 0; a != axes.size(); ++a) {
    if (axes[a].count > axes[longest].count)
      longest = a;
    d.note(fmt::format("`{}` takes {} values", block.axes[a].inputs.front().text, counted(double(axes[a].count))));
  }
  if (help.empty())
    help = fmt::format("narrow `{}`, or walk it in larger steps: `by *2`, `steps 100`", block.axes[longest].inputs.front().text);
  d.help(std::move(help));
}

/// Records the first point. An axis whose numbers decide structure there (how often a
/// list repeats, which code runs) has a configuration for each of its values.
bool Sweep::recordFirst() {
  std::vector<uint64_t> digits(axes.size(), 0);
  for (bool again = true; again;) {
    again = false;
    std::vector<const Node *> structure;
    std::vector<double> numbers;
    for (const Input &in : inputs) {
      structure.push_back(in.values->isStructure ? in.values->nodes.front() : nullptr);
      numbers.push_back(in.values->at(0));
    }
    firstPoint = replay.record(structure, numbers);
    llvm::SmallVector<NodeId, 4> deciding;
    for (const Configuration::Decided &d : firstPoint->decided())
      deciding.push_back(d.node);
    if (deciding.empty())
      break;
    llvm::BitVector live = codeBehind(firstPoint->tape(), deciding);
    constexpr uint64_t mostStructures = 100'000;
    for (unsigned i = 0; i != inputs.size(); ++i) {
      uint32_t at = firstPoint->tapeInput(i);
      if (at == Configuration::noInput || !live[firstPoint->tape().inputs()[at].node] ||
          axes[inputs[i].axis].count > mostStructures)
        continue;
      again = true;
      for (unsigned j = 0; j != inputs.size(); ++j) // values of one axis change together
        if (inputs[j].axis == inputs[i].axis)
          const_cast<AxisValues::Member *>(inputs[j].values)->makeStructure(*replay.inputs()[j], replay.unit(j), made);
    }
  }
  return true;
}

/// Some hundreds of points fill strips; more axes in them would give up hoisting.
constexpr uint64_t enoughInner = 256;

void Sweep::splitAxes() {
  auto isNumber = [&](unsigned axis) {
    return llvm::none_of(axes[axis].members, [](const AxisValues::Member &m) { return m.isStructure; });
  };
  while (innerAxes != axes.size() && innerPoints < enoughInner && isNumber(unsigned(axes.size()) - innerAxes - 1)) {
    ++innerAxes;
    innerPoints *= axes[axes.size() - innerAxes].count;
  }
  std::vector<uint8_t> loop(axes.size());
  for (unsigned a = 0; a != axes.size() - innerAxes; ++a)
    if (isNumber(a))
      loop[a] = uint8_t(std::min(depth++, 250u));
  for (const Input &in : inputs)
    levels.push_back(in.axis >= axes.size() - innerAxes ? uint8_t(depth) : loop[in.axis]);
}

std::shared_ptr<SweepCell> Sweep::cell(llvm::ArrayRef<uint64_t> digits) const {
  std::vector<uint64_t> key;
  for (const Input &in : inputs)
    if (in.values->isStructure)
      key.push_back(digits[in.axis]);
  std::lock_guard lock(cellLock);
  std::shared_ptr<SweepCell> &at = cells[key];
  if (at)
    return at;
  at = std::make_shared<SweepCell>();
  for (const Input &in : inputs)
    at->structure.push_back(in.values->isStructure ? in.values->nodes[digits[in.axis]] : nullptr);
  std::shared_ptr<SweepCell> made = at;
  constexpr size_t mostCells = 1024; // memory stays flat over any number of choices
  if (cells.size() > mostCells)
    std::erase_if(cells, [](auto &entry) { return entry.second.use_count() == 1; });
  return made;
}

unsigned Sweep::recordAt(SweepCell &cell, llvm::ArrayRef<double> numbers) const {
  auto program = std::make_unique<SweepProgram>(*this, replay.record(cell.structure, numbers), levels, depth);
  std::lock_guard lock(cell.growing);
  cell.programs.push_back(std::move(program));
  return unsigned(cell.programs.size() - 1);
}

void Sweep::eachChoice(llvm::function_ref<void(Configuration &)> use) {
  constexpr unsigned mostChoices = 64;
  std::vector<uint64_t> digits(axes.size(), 0);
  llvm::SmallVector<unsigned, 4> structure;
  for (const Input &in : inputs)
    if (in.values->isStructure && !llvm::is_contained(structure, in.axis))
      structure.push_back(in.axis);
  for (unsigned n = 0; n != mostChoices; ++n) {
    std::shared_ptr<SweepCell> at = cell(digits);
    std::vector<double> numbers;
    for (const Input &in : inputs)
      numbers.push_back(in.values->at(digits[in.axis]));
    if (!at->program(0))
      recordAt(*at, numbers);
    use(*at->program(0)->configuration);
    auto axis = structure.rbegin();
    for (; axis != structure.rend(); ++axis) {
      if (++digits[*axis] != axes[*axis].count)
        break;
      digits[*axis] = 0;
    }
    if (axis == structure.rend())
      return;
  }
}

//===-- A program --------------------------------------------------------------===//

SweepProgram::SweepProgram(const Sweep &sweep, std::unique_ptr<Configuration> recorded,
                           llvm::ArrayRef<uint8_t> inputLevels, unsigned depth)
    : configuration(std::move(recorded)), wanted(sweep.allWanted.size(), none), word(sweep.allWanted.size()) {
  Configuration &c = *configuration;
  llvm::DenseMap<NodeId, unsigned> known;
  auto output = [&](NodeId id) {
    auto [at, isNew] = known.try_emplace(id, unsigned(outputs.size()));
    if (isNew)
      outputs.push_back(id);
    return at->second;
  };
  for (unsigned w = 0; w != wanted.size(); ++w) {
    const Value &v = c.value(w);
    if (c.node(w) != noNode)
      wanted[w] = output(c.node(w));
    if (const auto &words = sweep.wantedWords[w])
      word[w] = v.kind == Value::Choice ? words->add(v.names)
                : v.kind == Value::Record
                    ? words->add(v.instance->path[0] ? llvm::StringRef(v.instance->path) : llvm::StringRef("record"))
                    : words->add(v.text);
  }
  for (const Configuration::Check &check : c.checks()) {
    const Domain &d = check.check->domain;
    bool holds = false; // for all values of the axis that it is about
    for (unsigned i = 0; i != sweep.inputs.size() && !holds; ++i)
      holds = c.tapeInput(i) != Configuration::noInput && c.tape().inputs()[c.tapeInput(i)].node == check.node &&
              sweep.inputs[i].values->allIn(d);
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (!holds)
      checks.push_back({output(check.node), &d, d.openLo ? std::nextafter(d.lo, infinity) : d.lo,
                        d.openHi ? std::nextafter(d.hi, -infinity) : d.hi});
  }
  for (const Configuration::Decided &d : c.decided())
    decided.push_back(output(d.node));
  for (NodeId id : c.watched())
    watched.push_back(output(id));

  auto values = [&] { return c.session.recorder.values(); };
  for (unsigned i = 0; i != sweep.conditions.size() && reason.empty() && falseCondition < 0; ++i) {
    unsigned w = sweep.conditions[i];
    const Value &v = c.value(w);
    if (!v.isNode())
      reason = c.reason(values(), w);
    else if (!sweep.misses && c.session.recorder.at(v.node).isConstant() && c.session.recorder.value(v.node) == 0)
      falseCondition = int(i);
  }
  for (unsigned w : sweep.allWanted)
    if (const Value &v = c.value(w);
        reason.empty() && falseCondition < 0 && (v.kind == Value::Error || v.kind == Value::Absent))
      reason = c.reason(values(), w);

  std::vector<uint8_t> levels(c.tape().inputs().size());
  for (unsigned i = 0; i != inputLevels.size(); ++i)
    if (c.tapeInput(i) != Configuration::noInput)
      levels[c.tapeInput(i)] = inputLevels[i];
  schedule = std::make_unique<Schedule>(c.tape(), outputs, levels, depth);
}

//===-- One point again -----------------------------------------------------===//

std::unique_ptr<Configuration> Sweep::record(llvm::ArrayRef<double> settings) const {
  llvm::SmallVector<const Node *> structure;
  for (auto [input, x] : llvm::zip_equal(inputs, settings))
    structure.push_back(input.values->isWord() ? input.values->nodes[size_t(x)] : nullptr);
  return replay.record(structure, settings);
}

const Value *Sweep::value(const Configuration &at, unsigned column) const {
  const Source &s = sources[column];
  return s.isInput ? nullptr : &at.value(s.index);
}

std::string Sweep::point(llvm::ArrayRef<double> settings) const {
  std::string text;
  for (auto [i, x] : llvm::enumerate(settings)) {
    const BlockInput &in = *replay.inputs()[i];
    std::string value = inputs[i].values->isWord() ? inputs[i].values->words[size_t(x)]
                                                   : display(x, in.type.dim, replay.checked.units, replay.unit(unsigned(i)));
    text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", in.text, value);
  }
  return text;
}

} // namespace mls
