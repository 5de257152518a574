//===- StreamImpl.h - one overload a member type ----------------*- C++ -*-===//
//
// Part of Stream.h.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Schema/Stream.h"

namespace mls {
namespace detail {

template <class T> struct Codec;

/// Runs `body` as if the place were absent when `present` is false.
template <class S, class F> void readIf(Reader<S> &r, bool present, F body) {
  r.absent += !present;
  body();
  r.absent -= !present;
}

/// Runs `body` one step down the path.
template <class Stream, class F> void below(Stream &stream, llvm::StringRef name, F body) {
  stream.path.push(name);
  body();
  stream.path.pop();
}

template <class U, class S> struct Codec<Q<U, S>> {
  static void read(Reader<S> &r, Q<U, S> &x) { x = Q<U, S>(r.slot()); }
  static void write(Writer<S> &w, const Q<U, S> &x) { w.slot(x.raw(), dimOf<U>); }
};
template <class S> struct Codec<Flag<S>> {
  static void read(Reader<S> &r, Flag<S> &x) { x = Flag<S>(r.slot()); }
  static void write(Writer<S> &w, const Flag<S> &x) { w.slot(x.raw(), Dim()); }
};
template <class E, class S> struct Codec<Choice<E, S>> {
  static void read(Reader<S> &r, Choice<E, S> &x) { x = Choice<E, S>(r.slot()); }
  static void write(Writer<S> &w, const Choice<E, S> &x) { w.slot(x.raw(), Dim()); }
};
template <class T>
  requires(std::is_integral_v<T> || std::is_enum_v<T>)
struct Codec<T> {
  template <class S> static void read(Reader<S> &r, T &x) { x = T(r.tag()); }
  template <class S> static void write(Writer<S> &w, T x) { w.tags.push_back(int64_t(x)); }
};
template <IsRecord R> struct Codec<R> {
  template <class S> static void read(Reader<S> &r, R &x) {
    std::apply([&](const auto &...row) { (readRow(r, x, row), ...); }, R::rows());
  }
  template <class S> static void write(Writer<S> &w, const R &x) {
    std::apply([&](const auto &...row) { (writeRow(w, x, row), ...); }, R::rows());
  }

private:
  template <class S, class O, class T> static void readRow(Reader<S> &r, R &x, const Row<O, T> &row) {
    if constexpr (Row<O, T>::hasMember)
      below(r, row.text.name, [&] { Codec<T>::read(r, x.*row.member); });
  }
  template <class S, class O, class T> static void writeRow(Writer<S> &w, const R &x, const Row<O, T> &row) {
    if constexpr (Row<O, T>::hasMember)
      below(w, row.text.name, [&] { Codec<T>::write(w, x.*row.member); });
  }
};
template <class T> struct Codec<Opt<T>> {
  template <class S> static void read(Reader<S> &r, Opt<T> &x) {
    bool given = r.tag() != 0;
    T value{};
    readIf(r, given, [&] { Codec<T>::read(r, value); });
    x = given ? Opt<T>(value) : Opt<T>::absent(value);
  }
  template <class S> static void write(Writer<S> &w, const Opt<T> &x) {
    w.tags.push_back(x.given());
    if (x.given())
      Codec<T>::write(w, *x);
  }
};
template <class T> struct Codec<List<T>> {
  template <class S> static void read(Reader<S> &r, List<T> &x) {
    x.resize(size_t(r.tag()));
    for (size_t i = 0; i != x.size(); ++i)
      if constexpr (FieldPath<S>::isKept)
        below(r, std::to_string(i), [&] { Codec<T>::read(r, x[i]); });
      else
        Codec<T>::read(r, x[i]);
  }
  template <class S> static void write(Writer<S> &w, const List<T> &x) {
    w.tags.push_back(int64_t(x.size()));
    for (const T &element : x)
      Codec<T>::write(w, element);
  }
};
template <class T> struct Codec<NamedMap<T>> : Codec<List<T>> {};
template <class E, class T> struct Codec<Map<E, T>> {
  template <class S> static void read(Reader<S> &r, Map<E, T> &x) {
    for (unsigned i = 0; i != Map<E, T>::size; ++i) {
      bool present = r.tag() != 0;
      T value{};
      below(r, enumNames<E>[i], [&] { readIf(r, present, [&] { Codec<T>::read(r, value); }); });
      x.set(E(i), value, present);
    }
  }
  template <class S> static void write(Writer<S> &w, const Map<E, T> &x) {
    for (unsigned i = 0; i != Map<E, T>::size; ++i) {
      w.tags.push_back(x.has(E(i)));
      if (x.has(E(i)))
        below(w, enumNames<E>[i], [&] { Codec<T>::write(w, x[E(i)]); });
    }
  }
};
template <class... Ts> struct Codec<OneOf<Ts...>> {
  template <class S> static void read(Reader<S> &r, OneOf<Ts...> &x) {
    int64_t which = r.tag(), i = 0;
    auto readAlternative = [&]<class T>(T value) {
      if (i++ == which)
        Codec<T>::read(r, value), x = OneOf<Ts...>(std::move(value));
    };
    (readAlternative(Ts{}), ...);
  }
  template <class S> static void write(Writer<S> &w, const OneOf<Ts...> &x) {
    w.tags.push_back(x.which());
    x.visit([&]<class T>(const T &value) { Codec<T>::write(w, value); });
  }
};

} // namespace detail

template <IsRecord R, class S> R bind(Reader<S> &reader) {
  R record{};
  detail::Codec<R>::read(reader, record);
  return record;
}
template <IsRecord R, class S> void emit(Writer<S> &writer, const R &record) {
  detail::Codec<R>::write(writer, record);
}

} // namespace mls
