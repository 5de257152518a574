//===- Sampler.h - random arguments for any solver --------------*- C++ -*-===//
//
// From nothing but a Schema: structure (which optionals, alternatives, lengths, enum
// words) and numbers inside their domains, at magnitudes their dimension suggests, so
// that ratios of them come out moderate.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Schema/Schema.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <string>
#include <vector>

namespace mls::test {

/// The two streams of a record, and what stands at each place.
struct Sample {
  struct Place {
    std::string path;             ///< `on.memory.bandwidth`
    std::string key;              ///< `Memory.bandwidth`: the record that declares it
    const Field *field = nullptr; ///< null: a tag of shape (presence, length, alternative)
  };
  std::vector<double> slots;
  std::vector<int64_t> tags;
  std::vector<Place> slotPlaces, tagPlaces;
};

class Sampler {
public:
  Sampler(const Schema &schema, uint64_t seed) : schema(schema), random(seed) {}

  /// Fields whose path ends so are drawn from here instead of their whole domain.
  Sampler &range(std::string ending, double lo, double hi) {
    ranges.push_back({std::move(ending), lo, hi});
    return *this;
  }
  /// Tags whose path ends so are fixed: an enum word, the presence of an optional (1),
  /// an alternative, a length.
  Sampler &tag(std::string ending, int64_t value) {
    fixed.push_back({std::move(ending), value});
    return *this;
  }

  /// A new structure with new numbers.
  Sample draw() {
    Sample s;
    record(s, schema, "");
    return s;
  }
  /// New numbers for the same structure.
  void redraw(Sample &s) {
    for (size_t i = 0; i != s.slots.size(); ++i)
      s.slots[i] = number(*s.slotPlaces[i].field, s.slotPlaces[i].path);
  }
  double number(const Field &f, const std::string &path) {
    for (const Range &r : ranges)
      if (endsWith(path, r.ending))
        return whole(f, r.lo > 0 ? r.lo * std::pow(r.hi / r.lo, uniform()) : r.lo + (r.hi - r.lo) * uniform());
    const Domain &d = f.domain;
    if (std::isfinite(d.lo) && std::isfinite(d.hi))
      return whole(f, d.hi - (d.hi - d.lo) * uniform()); // (lo, hi]
    double size = magnitude(f.dim) * std::pow(10.0, 2 * uniform() - 0.5);
    if (std::isfinite(d.lo))
      return whole(f, d.lo + size);
    return whole(f, uniform() < 0.25 ? -size : size);
  }
  /// Another value of an enum, bool or integer; the same when there is no other.
  int64_t otherTag(const Field &f, int64_t old) {
    int64_t n = f.kind == FieldKind::Enum ? int64_t(f.names.size()) : 2;
    return f.kind == FieldKind::Integer ? old + 1 : (old + 1 + below(std::max<int64_t>(n - 1, 1))) % n;
  }

private:
  struct Range {
    std::string ending;
    double lo, hi;
  };
  struct Fixed {
    std::string ending;
    int64_t value;
  };

  double uniform() { return std::uniform_real_distribution<double>(0, 1)(random); }
  int64_t below(int64_t n) { return std::uniform_int_distribution<int64_t>(0, n - 1)(random); }
  static bool endsWith(const std::string &path, const std::string &ending) {
    return path == ending || (path.size() > ending.size() && path.ends_with("." + ending));
  }
  static double whole(const Field &f, double x) { return f.domain.integer ? std::ceil(x) : x; }

  /// Powers of ten of the base dimensions in this field: a step takes milliseconds and
  /// moves gigabytes.
  static double magnitude(const Dim &dim) {
    static constexpr double ofBase[Dim::bases] = {-3, 0, 0, 0, 2, 10, 12, 1, 0, 3};
    double exponent = 0;
    for (unsigned i = 0; i != Dim::bases; ++i)
      exponent += ofBase[i] * dim.twelfths(i) / Dim::denominator;
    return std::pow(10.0, exponent);
  }

  int64_t tag(Sample &s, const std::string &path, const std::string &key, const Field *f,
              const std::function<int64_t()> &draw) {
    auto found = std::find_if(fixed.begin(), fixed.end(), [&](const Fixed &x) { return endsWith(path, x.ending); });
    s.tags.push_back(found != fixed.end() ? found->value : draw());
    s.tagPlaces.push_back({path, key, f});
    return s.tags.back();
  }

  void record(Sample &s, const Schema &r, const std::string &path) {
    for (const Field &f : r.fields)
      if (!f.languageOnly)
        field(s, f, path.empty() ? f.name.str() : path + "." + f.name.str(), r.name.str() + "." + f.name.str());
  }

  void field(Sample &s, const Field &f, const std::string &path, const std::string &key) {
    if (f.optional && !tag(s, path, key, nullptr, [&] { return uniform() < 0.7; }))
      return;
    if (f.kind == FieldKind::List || (f.kind == FieldKind::Map && f.names.empty())) {
      for (int64_t n = tag(s, path, key, nullptr, [&] { return 1 + below(3); }); n != 0; --n)
        value(s, f, f.element, path, key);
    } else if (f.kind == FieldKind::Map) {
      for (llvm::StringRef name : f.names)
        if (tag(s, path + "." + name.str(), key, nullptr, [&] { return uniform() < 0.7; }))
          value(s, f, f.element, path + "." + name.str(), key);
    } else {
      value(s, f, f.kind, path, key);
    }
  }

  void value(Sample &s, const Field &f, FieldKind kind, const std::string &path, const std::string &key) {
    switch (kind) {
    case FieldKind::Quantity:
    case FieldKind::Flag:
    case FieldKind::Choice:
      s.slots.push_back(number(f, path));
      s.slotPlaces.push_back({path, key, &f});
      return;
    case FieldKind::Integer:
      tag(s, path, key, &f, [&] { return int64_t(std::max(f.domain.lo, 1.0)) + below(4); });
      return;
    case FieldKind::Bool:
      tag(s, path, key, &f, [&] { return below(2); });
      return;
    case FieldKind::Enum:
      tag(s, path, key, &f, [&] { return below(int64_t(f.names.size())); });
      return;
    case FieldKind::Record:
      return record(s, *f.sub, path);
    case FieldKind::OneOf:
      return record(
          s, *f.alternatives[size_t(tag(s, path, key, nullptr, [&] { return below(int64_t(f.alternatives.size())); }))],
          path);
    default:
      return;
    }
  }

  const Schema &schema;
  std::mt19937_64 random;
  std::vector<Range> ranges;
  std::vector<Fixed> fixed;
};

} // namespace mls::test
