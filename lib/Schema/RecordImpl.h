//===- RecordImpl.h - from member types to the tables of a Schema -*- C++ -*-===//
//
// Part of Record.h: what each member type is as a Field, and the constant tables.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Schema/Record.h"

namespace mls {
namespace detail {

// Kind<T>::fill completes a Field whose text is set. A type without one is no field.
template <class T> struct Kind {
  static constexpr bool isField = false;
};
struct IsField {
  static constexpr bool isField = true;
};

template <class U, class S> struct Kind<Q<U, S>> : IsField {
  static constexpr void fill(Field &f) { f.kind = FieldKind::Quantity, f.dim = dimOf<U>; }
};
template <class S> struct Kind<Flag<S>> : IsField {
  static constexpr void fill(Field &f) { f.kind = FieldKind::Flag; }
};
template <NamedEnum E, class S> struct Kind<Choice<E, S>> : IsField {
  static constexpr void fill(Field &f) { f.kind = FieldKind::Choice, f.names = enumNames<E>; }
};
template <> struct Kind<int64_t> : IsField {
  static constexpr void fill(Field &f) { f.kind = FieldKind::Integer; }
};
template <> struct Kind<bool> : IsField {
  static constexpr void fill(Field &f) { f.kind = FieldKind::Bool; }
};
template <NamedEnum E> struct Kind<E> : IsField {
  static constexpr void fill(Field &f) { f.kind = FieldKind::Enum, f.names = enumNames<E>; }
};
template <> struct Kind<Words> : IsField {
  static constexpr void fill(Field &f) { f.kind = FieldKind::Text; }
};
template <IsRecord R> struct Kind<R> : IsField {
  static constexpr void fill(Field &f) { f.kind = FieldKind::Record, f.sub = &schemaOf<R>(); }
};
template <class T> struct Kind<Opt<T>> : Kind<T> {
  static constexpr void fill(Field &f) { Kind<T>::fill(f), f.optional = true; }
};
template <class T> struct Kind<List<T>> : Kind<T> {
  static constexpr void fill(Field &f) { Kind<T>::fill(f), f.element = f.kind, f.kind = FieldKind::List; }
};
template <class E, class T> struct Kind<Map<E, T>> : Kind<T> {
  static constexpr void fill(Field &f) {
    Kind<T>::fill(f), f.element = f.kind, f.kind = FieldKind::Map, f.names = enumNames<E>;
  }
};
template <class T> struct Kind<NamedMap<T>> : Kind<T> {
  static constexpr void fill(Field &f) { Kind<T>::fill(f), f.element = f.kind, f.kind = FieldKind::Map; }
};
template <class... Ts> inline constexpr std::array<const Schema *, sizeof...(Ts)> alternativesTable{&schemaOf<Ts>()...};
template <class... Ts> struct Kind<OneOf<Ts...>> : IsField {
  static constexpr void fill(Field &f) { f.kind = FieldKind::OneOf, f.alternatives = alternativesTable<Ts...>; }
};

template <class T> constexpr Field fieldOf(const RowText &text) {
  static_assert(Kind<T>::isField, "not a field kind: see the list of member types in Schema/Record.h");
  Field f;
  if constexpr (Kind<T>::isField)
    Kind<T>::fill(f);
  f.name = text.name;
  f.doc = text.doc;
  f.domain = text.domain;
  f.defaultValue = text.defaultValue;
  f.unit = text.unit;
  f.group = text.group;
  f.boundBy = text.boundBy;
  f.because = text.because;
  f.inherited = text.isInherited;
  return f;
}
template <class R, class T> constexpr Field fieldOf(const Row<R, T> &row) {
  Field f = fieldOf<T>(row.text);
  f.languageOnly = !row.hasMember;
  return f;
}

template <class R>
inline constexpr auto fieldTable =
    std::apply([](const auto &...row) { return std::array<Field, sizeof...(row)>{fieldOf(row)...}; }, R::rows());

template <class R>
inline constexpr Schema schemaTable{.name = R::recordText.name,
                                    .doc = R::recordText.doc,
                                    .citation = R::recordText.citation,
                                    .side = R::recordText.side,
                                    .keyword = R::recordText.keyword,
                                    .fields = fieldTable<R>,
                                    .bare = R::recordText.bare};
} // namespace detail

template <IsRecord R> constexpr const Schema &schemaOf() { return detail::schemaTable<R>; }

} // namespace mls
