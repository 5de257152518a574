//===- SweepWorker.cpp - one thread of a sweep ----------------------------===//

#include "Queries/SweepWorker.h"
#include "Tape/Kernels.h"

#include <bit>
#include <cmath>

namespace mls {

SweepProgram *SweepCell::program(unsigned n) {
  std::lock_guard lock(growing);
  return n < programs.size() ? programs[n].get() : nullptr;
}

struct SweepWorker::Running {
  Running(SweepProgram &p, llvm::ArrayRef<double> inputs) : program(p), frame(*p.schedule, inputs) {}
  SweepProgram &program;
  Frame frame;
  std::vector<double> set; ///< the outer numbers that the frame stands at
  std::vector<Column> constants; ///< of columns that are one word
};

static uint64_t firstBits(unsigned n) { return n >= 64 ? ~uint64_t(0) : (uint64_t(1) << n) - 1; }

template <class F> static void eachBit(uint64_t mask, F f) {
  for (; mask; mask &= mask - 1)
    f(unsigned(std::countr_zero(mask)));
}

SweepWorker::SweepWorker(const Sweep &sweep)
    : sweep(sweep), digits(sweep.axes.size()), inputColumns(sweep.inputs.size()), staged(sweep.sources.size()),
      columns(sweep.sources.size()) {
  for (const auto &table : sweep.wordTables)
    words.push_back(table.get());
}
SweepWorker::~SweepWorker() = default;

void SweepWorker::tile(uint64_t first, uint64_t last, RowPart &to, SweepCounts &into) {
  part = &to;
  counts = &into;
  counts->points += last - first;
  while (first != last) {
    uint64_t inner = first % sweep.innerPoints;
    if (uint64_t now = first / sweep.innerPoints; now != outer)
      enter(now);
    uint64_t n = std::min<uint64_t>(last - first, sweep.innerPoints - inner);
    for (uint64_t done = 0; done < n; done += strip) {
      auto points = unsigned(std::min<uint64_t>(strip, n - done));
      fillInner(inner + done, points);
      runStrip(points);
    }
    first += n;
  }
}

//===-- Where the strip stands ---------------------------------------------===//

void SweepWorker::enter(uint64_t now) {
  outer = now;
  size_t outerAxes = sweep.axes.size() - sweep.innerAxes;
  for (size_t a = outerAxes; a-- != 0; now /= sweep.axes[a].count)
    digits[a] = now % sweep.axes[a].count;
  for (size_t i = 0; i != sweep.inputs.size(); ++i)
    if (sweep.inputs[i].axis < outerAxes)
      inputColumns[i].fill(sweep.inputs[i].values->at(digits[sweep.inputs[i].axis]));
  std::shared_ptr<SweepCell> next = sweep.cell(digits);
  if (next == cell)
    return;
  cell = std::move(next);
  programs.clear();
}

void SweepWorker::fillInner(uint64_t inner, unsigned points) {
  size_t outerAxes = sweep.axes.size() - sweep.innerAxes;
  if (sweep.innerAxes == 1) {
    for (size_t i = 0; i != sweep.inputs.size(); ++i)
      if (sweep.inputs[i].axis == outerAxes)
        sweep.inputs[i].values->fill(inputColumns[i].data(), inner, points);
  } else if (sweep.innerAxes) {
    for (size_t a = sweep.axes.size(); a-- != outerAxes; inner /= sweep.axes[a].count)
      digits[a] = inner % sweep.axes[a].count;
    for (unsigned p = 0; p != points; ++p) {
      for (size_t i = 0; i != sweep.inputs.size(); ++i)
        if (sweep.inputs[i].axis >= outerAxes)
          inputColumns[i][p] = sweep.inputs[i].values->at(digits[sweep.inputs[i].axis]);
      for (size_t a = sweep.axes.size(); a-- != outerAxes;) {
        if (++digits[a] != sweep.axes[a].count)
          break;
        digits[a] = 0;
      }
    }
  }
  for (size_t i = 0; i != sweep.inputs.size(); ++i) // what lies behind the end repeats the last point
    if (sweep.inputs[i].axis >= outerAxes && points != strip)
      std::fill(inputColumns[i].begin() + points, inputColumns[i].end(), inputColumns[i][points - 1]);
}

std::vector<double> SweepWorker::numbersAt(unsigned point) const {
  std::vector<double> numbers;
  for (const Column &c : inputColumns)
    numbers.push_back(c[point]);
  return numbers;
}

//===-- Running a strip -----------------------------------------------------===//

SweepWorker::Running &SweepWorker::running(unsigned variant) {
  if (variant == programs.size()) {
    SweepProgram &p = *cell->program(variant);
    programs.push_back(std::make_unique<Running>(p, p.configuration->tapeInputs(numbersAt(0))));
    Running &r = *programs.back();
    r.constants.resize(sweep.sources.size());
    for (size_t c = 0; c != sweep.sources.size(); ++c)
      if (const Sweep::Source &s = sweep.sources[c]; !s.isInput)
        r.constants[c].fill(p.word[s.index]);
  }
  return *programs[variant];
}

void SweepWorker::run(Running &r) {
  const Configuration &c = *r.program.configuration;
  unsigned changed = ~0u; // the outermost loop that moved
  bool first = r.set.empty();
  r.set.resize(sweep.inputs.size());
  for (unsigned i = 0; i != sweep.inputs.size(); ++i) {
    uint32_t input = c.tapeInput(i);
    if (input == Configuration::noInput)
      continue;
    unsigned level = sweep.levels[i];
    if (level == sweep.depth) {
      std::copy(inputColumns[i].begin(), inputColumns[i].end(), r.frame.column(input).begin());
    } else if (level && (first || r.set[i] != inputColumns[i][0])) {
      r.set[i] = inputColumns[i][0];
      r.frame.set(input, r.set[i]);
      changed = std::min(changed, level);
    }
  }
  if (changed != ~0u)
    r.frame.runOuter(changed);
  r.frame.runStrip();
}

/// The points of the strip at which the program's branches are those it was recorded with.
uint64_t SweepWorker::valid(Running &r) {
  uint64_t mask = r.frame.guardsHold() ? ~uint64_t(0) : r.frame.holding();
  auto decided = r.program.configuration->decided();
  for (size_t i = 0; i != decided.size(); ++i) {
    llvm::ArrayRef<double> x = r.frame.output(r.program.decided[i]);
    for (unsigned p = 0; p != strip; ++p)
      if (x[p] != decided[i].value)
        mask &= ~(uint64_t(1) << p);
  }
  return mask;
}

void SweepWorker::runStrip(unsigned points) {
  uint64_t all = firstBits(points), pending = all, kept = 0;
  unsigned own = SweepProgram::none, ownPoint = 0; // recorded here
  for (unsigned variant = 0; pending; ++variant) {
    if (variant == programs.size() && own == SweepProgram::none && !cell->program(variant)) {
      ownPoint = unsigned(std::countr_zero(pending));
      own = sweep.recordAt(*cell, numbersAt(ownPoint));
    }
    Running &r = running(variant);
    run(r);
    uint64_t mine = valid(r) & pending;
    if (variant == own) { // a branch that is undetermined there holds by definition
      mine |= uint64_t(1) << ownPoint;
      own = SweepProgram::none;
    }
    pending &= ~mine;
    if (!mine)
      continue;
    if (r.program.falseCondition >= 0 || !r.program.reason.empty()) {
      auto n = uint64_t(std::popcount(mine));
      (r.program.falseCondition >= 0 ? counts->byCondition[unsigned(r.program.falseCondition)]
                                     : counts->byReason[r.program.reason]) += n;
      continue;
    }
    uint64_t good = keep(r, mine);
    if (good == firstBits(points)) { // the whole strip, as it stands
      for (unsigned c = 0; c != columns.size(); ++c)
        columns[c] = column(r, c);
      counts->rows += points;
      return part->add({points, columns, words});
    }
    if (!good)
      continue;
    kept |= good;
    for (unsigned c = 0; c != columns.size(); ++c) {
      const double *from = column(r, c);
      eachBit(good, [&](unsigned p) { staged[c][p] = from[p]; });
    }
  }
  if (!kept)
    return;
  unsigned rows = 0;
  for (unsigned c = 0; c != columns.size(); ++c) {
    rows = 0;
    eachBit(kept, [&](unsigned p) { staged[c][rows++] = staged[c][p]; });
    columns[c] = staged[c].data();
  }
  counts->rows += rows;
  part->add({rows, columns, words});
}

/// The numbers of a column at the strip.
const double *SweepWorker::column(Running &r, unsigned c) {
  const Sweep::Source &s = sweep.sources[c];
  if (s.isInput)
    return inputColumns[s.index].data();
  unsigned output = r.program.wanted[s.index];
  if (output == SweepProgram::none)
    return r.constants[c].data();
  const double *x = r.frame.output(output).data();
  double base = r.program.word[s.index];
  if (base == 0)
    return x;
  for (unsigned p = 0; p != strip; ++p)
    r.constants[c][p] = x[p] + base;
  return r.constants[c].data();
}

//===-- Which points are rows -----------------------------------------------===//

uint64_t SweepWorker::keep(Running &r, uint64_t candidates) {
  const SweepProgram &p = r.program;
  bool clean = true;
  for (const SweepProgram::Check &check : p.checks) {
    llvm::ArrayRef<double> x = r.frame.output(check.output);
    clean = clean && allWithin(x.data(), check.lo, check.hi) &&
            (!check.domain->integer || llvm::all_of(x, [&](double v) { return check.domain->contains(v); }));
  }
  for (unsigned output : p.wanted)
    clean = clean && (output == SweepProgram::none || allFinite(r.frame.output(output).data()));
  for (unsigned output : p.watched)
    clean = clean && allFinite(r.frame.output(output).data());
  for (unsigned condition : sweep.conditions)
    clean = clean && allTrue(r.frame.output(p.wanted[condition]).data());
  if (clean)
    return candidates;
  uint64_t good = 0;
  eachBit(candidates, [&](unsigned point) {
    auto at = [&](unsigned output) { return r.frame.output(output)[point]; };
    bool sound = true;
    for (const SweepProgram::Check &check : p.checks)
      sound &= check.domain->contains(at(check.output));
    for (unsigned output : p.wanted)
      sound &= output == SweepProgram::none || std::isfinite(at(output));
    unsigned failing = 0, condition = 0;
    for (unsigned i = 0; i != sweep.conditions.size(); ++i)
      if (at(p.wanted[sweep.conditions[i]]) == 0)
        ++failing, condition = i;
    auto isHidden = [&](unsigned output) { return !std::isfinite(at(output)); };
    if (std::string why; sound && llvm::any_of(p.watched, isHidden) && !(why = reason(r, point)).empty()) {
      ++counts->byReason[why];
      return;
    }
    if (sound && !failing) {
      good |= uint64_t(1) << point;
      return;
    }
    if (sound && failing == 1 && sweep.misses)
      miss(r, condition, point);
    exclude(r, point);
  });
  return good;
}

void SweepWorker::miss(Running &r, unsigned condition, unsigned point) {
  for (unsigned c = 0; c != columns.size(); ++c)
    columns[c] = column(r, c) + point;
  part->miss(condition, {1, columns, words});
}

/// Counts a point under the first thing that keeps it out.
void SweepWorker::exclude(Running &r, unsigned point) {
  SweepProgram &p = r.program;
  auto at = [&](unsigned output) { return r.frame.output(output)[point]; };
  bool inside = true;
  for (const SweepProgram::Check &check : p.checks)
    inside &= check.domain->contains(at(check.output));
  for (size_t i = 0; inside && i != sweep.conditions.size(); ++i) {
    double holds = at(p.wanted[sweep.conditions[i]]);
    if (std::isnan(holds))
      break;
    if (holds == 0) {
      ++counts->byCondition[unsigned(i)];
      return;
    }
  }
  std::string why = reason(r, point);
  ++counts->byReason[why.empty() ? "a value is not a finite number" : why];
}

std::string SweepWorker::reason(Running &r, unsigned point) {
  std::vector<double> values;
  r.program.configuration->run(numbersAt(point), values);
  return r.program.configuration->reason(values, sweep.allWanted);
}

} // namespace mls
