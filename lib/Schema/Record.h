//===- Record.h - a C++ type as a schema ------------------------*- C++ -*-===//
//
// A record is a template over the scalar that lists its fields once. Dimensions come
// from the member types; the rest of the compiler sees only the Schema made from it.
//
//   template <class S> struct Node {
//     Accelerator<S> accelerator;
//     Count<S> count;
//     Opt<CostRate<S>> rent;
//     MLS_RECORD("Node", "accelerators that share a fabric", "", .side = Side::Supply, .keyword = "hardware") {
//       return std::tuple{
//         in("accelerator", &Node::accelerator, "the chip"),
//         in("count", &Node::count, "chips in the node", whole(1), unit("GPU")),
//         in("rent", &Node::rent, "price of the whole node", positive, unit("USD/h"), oneOf("price")),
//         virtualField<Bandwidth<S>>("bidirectional", "both ways together", orElse("2 * link"))};
//     }
//   };
//
// Members: Q<U, S> · Flag<S> · Choice<E, S> · int64_t · bool · an MLS_ENUM · a record ·
// Opt<T> · List<T> · Map<E, T> · NamedMap<T> · OneOf<A, B, …>. Numbers are slots even where they
// count (`tp`, `layers`); an int64_t, bool or enum is structure, for what picks code
// or bounds a loop.
//
// schemaOf is a constant: tables are constant-initialised, nothing runs at start.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Schema/Containers.h"
#include "Schema/Schema.h"
#include "Units/Typed.h"

#include <tuple>

namespace mls {

//===-- Domains ------------------------------------------------------------===//

inline constexpr Domain any{};
inline constexpr Domain positive{.lo = 0, .openLo = true};
inline constexpr Domain nonNegative{.lo = 0};
inline constexpr Domain fraction{.lo = 0, .hi = 1, .openLo = true}; ///< (0, 1]: an efficiency
inline constexpr Domain share{.lo = 0, .hi = 1};                    ///< [0, 1]: a part that may be none
constexpr Domain atLeast(double lo) { return {.lo = lo}; }
constexpr Domain between(double lo, double hi) { return {.lo = lo, .hi = hi}; }
/// A whole number of at least `lo`.
constexpr Domain whole(double lo = 0) { return {.lo = lo, .integer = true}; }

//===-- Rows ---------------------------------------------------------------===//

// What else may stand in a row, in any order after the doc; a Domain too.
struct OrElse {
  const char *expression;
};
struct UnitText {
  const char *text;
};
struct Group {
  const char *name;
};
struct BoundBy {
  const char *choice;
};
struct Because {
  const char *results;
};
struct Inherited {};
/// An argument that a result given first brings along: `in("on", …, inherited)`.
inline constexpr Inherited inherited;
/// The `.mls` expression over the siblings that stands in for a value not given.
constexpr OrElse orElse(const char *expression) { return {expression}; }
/// Unit shown; spells the counting words wanted here (`USD/h`, `GPU`).
constexpr UnitText unit(const char *text) { return {text}; }
/// Of the fields that share a group exactly one is given.
constexpr Group oneOf(const char *group) { return {group}; }
/// A result that is printed with the resource that sets it: the choice of that name
/// beside it, whose margin and runner-up are the two rows after it.
constexpr BoundBy boundBy(const char *choice) { return {choice}; }
/// Results that a failed assert on this yes or no shows: `because("shortfall largest_batch")`.
constexpr Because because(const char *results) { return {results}; }

struct RowText {
  const char *name, *doc;
  Domain domain = any;
  const char *defaultValue = "", *unit = "", *group = "", *boundBy = "", *because = "";
  bool isInherited = false;

  constexpr void set(const Domain &d) { domain = d; }
  constexpr void set(OrElse d) { defaultValue = d.expression; }
  constexpr void set(UnitText u) { unit = u.text; }
  constexpr void set(Group g) { group = g.name; }
  constexpr void set(BoundBy b) { boundBy = b.choice; }
  constexpr void set(Because b) { because = b.results; }
  constexpr void set(Inherited) { isInherited = true; }
};

/// A row of record R with a member of type T; without a member for R = void.
template <class R, class T> struct Row {
  using Type = T;
  static constexpr bool hasMember = true;
  RowText text;
  T R::*member;
};
template <class T> struct Row<void, T> {
  using Type = T;
  static constexpr bool hasMember = false;
  RowText text;
};

template <class... Options> constexpr RowText rowText(const char *name, const char *doc, const Options &...options) {
  RowText text{name, doc};
  (text.set(options), ...);
  return text;
}

/// An argument, or a member of a record.
template <class R, class T, class... Options>
constexpr Row<R, T> in(const char *name, T R::*member, const char *doc, const Options &...options) {
  return {rowText(name, doc, options...), member};
}
/// A result.
template <class R, class T, class... Options>
constexpr Row<R, T> out(const char *name, T R::*member, const char *doc, const Options &...options) {
  return {rowText(name, doc, options...), member};
}
/// A field for the user and for lint, which never reaches C++: another basis of a
/// figure, a date, a die size. T gives its dimension.
template <class T, class... Options>
constexpr Row<void, T> virtualField(const char *name, const char *doc, const Options &...options) {
  return {rowText(name, doc, options...)};
}
/// Type of virtual fields only: words for people, `vendor: "NVIDIA"`.
struct Words {};
constexpr Row<void, Words> textField(const char *name, const char *doc) { return {rowText(name, doc)}; }

//===-- Records ------------------------------------------------------------===//

struct RecordText {
  const char *name, *doc;
  const char *citation = ""; ///< id of a registry source
  Side side = Side::Neutral;
  const char *keyword = ""; ///< declaration word; empty: anonymous only
  const char *bare = "";    ///< the member that a bare value sets
};

/// Inside a record; the rows follow as a function body. More members of RecordText
/// may follow the citation: `.side = Side::Supply, .keyword = "hardware"`.
#define MLS_RECORD(NAME, DOC, CITATION, ...)                                                                           \
  static constexpr ::mls::RecordText recordText{                                                                       \
      .name = NAME, .doc = DOC, .citation = CITATION __VA_OPT__(, ) __VA_ARGS__};                                      \
  static constexpr auto rows()

template <class T>
concept IsRecord = requires {
  T::recordText;
  T::rows();
};

/// The run-time schema of a record, `schemaOf<Node<double>>()`.
template <IsRecord R> constexpr const Schema &schemaOf();

} // namespace mls

#include "Schema/RecordImpl.h"
