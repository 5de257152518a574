//===- AxisValues.cpp - the values that an axis runs over -----------------===//

#include "Queries/AxisValues.h"
#include "Tape/Kernels.h"

#include <cmath>

namespace mls {

double AxisValues::Member::at(uint64_t i) const {
  switch (kind) {
  case Range: return reachesEnd && i + 1 == count ? hi : lo + double(int64_t(i)) * step;
  case Numbers: return numbers[i];
  case Nodes: return numbers.empty() ? double(i) : numbers[i];
  }
  return 0;
}

void AxisValues::Member::fill(double *to, uint64_t i, size_t n) const {
  switch (kind) {
  case Range:
    fillLinear(to, lo, step, double(int64_t(i)));
    if (reachesEnd && i + n == count)
      to[n - 1] = hi;
    return;
  case Numbers:
    std::copy_n(numbers.begin() + std::ptrdiff_t(i), n, to);
    return;
  case Nodes:
    for (size_t k = 0; k != n; ++k)
      to[k] = at(i + k);
  }
}

bool AxisValues::Member::allIn(const Domain &domain) const {
  if (kind == Numbers)
    return llvm::all_of(numbers, [&](double x) { return domain.contains(x); });
  return kind == Range && domain.contains(at(0)) && domain.contains(at(count - 1)) &&
         (!domain.integer || (step == std::floor(step) && !reachesEnd));
}

const Node *MadeNodes::number(double value, const Type &type, Range range, llvm::StringRef unit) {
  Node &n = nodes.emplace_back();
  n.op = NodeOp::Number;
  n.type = type;
  n.range = range;
  n.number = value;
  n.text = unit;
  return &n;
}

const Node *MadeNodes::reference(const Decl *decl, Range range) {
  Node &n = nodes.emplace_back();
  n.op = NodeOp::Ref;
  n.decl = decl;
  n.type = decl->type;
  n.range = range;
  return &n;
}

const Node *MadeNodes::element(const Node *list, uint64_t index, const Type &type) {
  Type count;
  count.kind = Type::Quantity;
  kids.push_back({list, number(double(index), count, list->range)});
  Node &n = nodes.emplace_back();
  n.op = NodeOp::Index;
  n.type = type;
  n.range = list->range;
  n.kids = kids.back();
  return &n;
}

void AxisValues::Member::makeStructure(const BlockInput &input, llvm::StringRef unit, MadeNodes &made) {
  isStructure = true;
  if (nodes.empty())
    for (uint64_t i = 0; i != count; ++i)
      nodes.push_back(made.number(at(i), input.type, input.range, unit));
}

namespace {

/// Builds the values of one axis.
class Enumerator {
public:
  Enumerator(const BlockAxis &axis, Session &file, DiagnosticEngine &diags, MadeNodes &made)
      : axis(axis), file(file), diags(diags), made(made) {}

  bool run() {
    values.members.resize(axis.inputs.size());
    const Node *domain = axis.domain;
    if (domain->op == NodeOp::Interval)
      return range(*domain);
    if (domain->op == NodeOp::Builtin && domain->text == "factorizations")
      return factorizations(*domain);
    if (domain->op == NodeOp::List)
      return list(domain->kids);
    return computedList(*domain);
  }

  AxisValues values;

private:
  std::optional<double> number(const Node *node) {
    Value v = file.lowering.lower(node);
    if (!v.isNode() || !file.sound(v.node, node->range))
      return std::nullopt;
    return file.recorder.value(v.node);
  }

  bool refuse(Range place, llvm::StringRef what, llvm::StringRef wanted) {
    diags.report(diag::domain, place, what, wanted, file.checked.sources.text(place));
    return false;
  }

  bool range(const Node &domain) {
    auto lo = number(domain.kids[0]), hi = number(domain.kids[1]);
    auto step = axis.step ? number(axis.step) : std::optional(1.0);
    if (!lo || !hi || !step)
      return false;
    if (*lo > *hi) {
      diags.report(diag::range_reversed, domain.range, file.show(file.lowering.lower(domain.kids[0]).node),
                   file.show(file.lowering.lower(domain.kids[1]).node))
          .help("write the smaller end first; `sort … desc` turns the order of rows");
      return false;
    }
    AxisValues::Member &m = values.members.front();
    m.lo = *lo, m.hi = *hi;
    Range place = axis.step ? axis.step->range : domain.range;
    const Field *field = axis.inputs.front().field; // what is found is whole where its field says so, as in `solve`
    bool whole = domain.type.dim.isNumber() && m.lo == std::floor(m.lo) && m.hi == std::floor(m.hi) &&
                 (axis.word != BlockAxis::Find || (field && field->domain.integer));
    switch (axis.stepKind == BlockAxis::None && !whole ? BlockAxis::Count : axis.stepKind) {
    case BlockAxis::None:
    case BlockAxis::Add: {
      if (*step <= 0)
        return refuse(place, "the step of a range", "above 0");
      // A last value that rounding put a hair beyond the end belongs to the range.
      double n = std::floor((*hi - *lo) / *step * (1 + 1e-12)) + 1;
      m.kind = AxisValues::Member::Range, m.step = *step;
      values.count = n < 1e19 ? uint64_t(n) : ~uint64_t(0);
      break;
    }
    case BlockAxis::Count:
      if (axis.stepKind == BlockAxis::None)
        step = AxisValues::gridSize, m.isGrid = true;
      if (*step < 1 || *step != std::floor(*step))
        return refuse(place, "the number of steps", "a whole number of at least 1");
      m.kind = AxisValues::Member::Range;
      values.count = *step < 1e19 ? uint64_t(*step) : ~uint64_t(0);
      m.reachesEnd = values.count > 1;
      if (m.reachesEnd)
        m.step = (m.hi - m.lo) / double(values.count - 1);
      break;
    case BlockAxis::Multiply:
      if (*step <= 1)
        return refuse(place, "the factor of a range", "above 1");
      if (*lo <= 0)
        return refuse(domain.kids[0]->range, "the start of a range by factors", "above 0");
      constexpr double mostFactors = 1e7; // they are written out
      if (double n = std::log(*hi / *lo) / std::log(*step); n > mostFactors)
        return refuse(place, "the factor of a range", fmt::format("so large that {:g} values reach the end", mostFactors));
      for (double x = *lo; x <= *hi * (1 + 1e-12); x *= *step)
        m.numbers.push_back(x);
      values.count = m.numbers.size();
    }
    m.count = values.count;
    return true;
  }

  /// All ordered rows of whole numbers with this product, the first member slowest.
  bool factorizations(const Node &domain) {
    auto n = number(domain.kids[0]);
    if (!n)
      return false;
    if (*n < 1 || *n != std::floor(*n) || *n > 1e15)
      return refuse(domain.kids[0]->range, "`factorizations`", "a whole number of at least 1");
    llvm::SmallVector<double, 8> row(values.members.size());
    factor(uint64_t(*n), 0, row);
    return true;
  }
  void factor(uint64_t rest, size_t at, llvm::SmallVectorImpl<double> &row) {
    if (at + 1 == row.size()) {
      row[at] = double(rest);
      for (auto [m, x] : llvm::zip_equal(values.members, row)) {
        m.numbers.push_back(x);
        m.count = m.numbers.size();
      }
      ++values.count;
      return;
    }
    for (uint64_t d : divisors(rest)) {
      row[at] = double(d);
      factor(rest / d, at + 1, row);
    }
  }
  static std::vector<uint64_t> divisors(uint64_t n) {
    std::vector<uint64_t> low, high;
    for (uint64_t d = 1; d <= n / d; ++d)
      if (n % d == 0) {
        low.push_back(d);
        if (d != n / d)
          high.push_back(n / d);
      }
    low.insert(low.end(), high.rbegin(), high.rend());
    return low;
  }

  bool list(llvm::ArrayRef<const Node *> elements) {
    for (size_t i = 0; i != values.members.size(); ++i) {
      llvm::SmallVector<const Node *, 16> nodes;
      for (const Node *e : elements)
        nodes.push_back(values.members.size() > 1 ? e->kids[i] : e);
      if (!member(values.members[i], nodes))
        return false;
    }
    values.count = elements.size();
    return true;
  }

  /// A list known only by its value: `zoo(Accelerator)`, `let pods = …`.
  bool computedList(const Node &domain) {
    llvm::SmallVector<const Node *, 16> nodes;
    if (domain.op == NodeOp::Zoo) {
      const Schema *schema = domain.type.element ? domain.type.element->schema : domain.type.schema;
      for (const Decl *d : file.checked.zoo(schema))
        nodes.push_back(made.reference(d, domain.range));
    } else {
      Value v = file.lowering.lower(&domain);
      if (v.kind == Value::Error)
        return false;
      size_t size = v.table ? v.table->rows : v.items.size();
      for (size_t i = 0; i != size; ++i)
        nodes.push_back(made.element(&domain, i, axis.inputs.front().type));
    }
    values.count = nodes.size();
    if (!nodes.empty())
      return member(values.members.front(), nodes);
    diags.report(diag::axis_empty, domain.range, axis.inputs.front().text);
    return false;
  }

  /// Numbers that hang on no other input are numbers; everything else is structure.
  static bool isLiteral(const Node *n) {
    return n->op == NodeOp::Number || ((n->op == NodeOp::Neg || n->op == NodeOp::As) && isLiteral(n->kids[0]));
  }

  bool member(AxisValues::Member &m, llvm::ArrayRef<const Node *> nodes) {
    m.count = nodes.size();
    if (llvm::all_of(nodes, isLiteral)) {
      for (const Node *n : nodes) {
        auto x = number(n);
        if (!x)
          return false;
        m.numbers.push_back(*x);
      }
      return true;
    }
    m.kind = AxisValues::Member::Nodes;
    m.isStructure = true;
    m.nodes.assign(nodes.begin(), nodes.end());
    for (const Node *n : nodes)
      m.words.push_back(nameOf(n));
    if (llvm::all_of(nodes, [](const Node *n) { return n->op == NodeOp::Bool; }))
      for (const Node *n : nodes)
        m.numbers.push_back(n->number);
    return true;
  }

  std::string nameOf(const Node *n) {
    if (n->op == NodeOp::Ref)
      return n->decl->name.str();
    if (n->op == NodeOp::Name)
      return n->text.str();
    if (n->op == NodeOp::Index)
      if (Value v = file.lowering.lower(n); v.kind == Value::Record && v.instance->path[0])
        return v.instance->path;
    return file.checked.sources.text(n->range).str();
  }

  const BlockAxis &axis;
  Session &file;
  DiagnosticEngine &diags;
  MadeNodes &made;
};

} // namespace

std::optional<AxisValues> AxisValues::of(const BlockAxis &axis, Session &file, DiagnosticEngine &diags,
                                         MadeNodes &made) {
  Enumerator e(axis, file, diags, made);
  if (!e.run())
    return std::nullopt;
  return std::move(e.values);
}

} // namespace mls
