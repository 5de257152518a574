//===- Containers.h - optional, list, map, one-of ---------------*- C++ -*-===//
//
// The members of a record that are more than one value. What is absent reads as
// *missing*: a number that is undetermined (NaN; with Trace a Missing node under the
// field's path), so that a solver may read it freely and only a wanted result that
// depends on it is an error. Code that can do without asks `given()` or `has(key)`,
// which is structure.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <array>
#include <cassert>
#include <cstdint>
#include <type_traits>
#include <variant>
#include <vector>

namespace mls {

/// The words of an enumeration whose enumerators count from 0. See MLS_ENUM.
template <class E> inline constexpr std::array<llvm::StringRef, 0> enumNames{};

template <class E>
concept NamedEnum = std::is_enum_v<E> && enumNames<E>.size() != 0;

/// At namespace scope of mls: `MLS_ENUM(Bound, "compute", "memory", "network")`.
#define MLS_ENUM(E, ...) template <> inline constexpr auto enumNames<E> = std::to_array<llvm::StringRef>({__VA_ARGS__})

/// A field that may be absent.
template <class T> class Opt {
public:
  Opt() = default;
  Opt(const T &value) : value(value), isGiven(true) {}
  /// An absent one, whose members are missing.
  static Opt absent(const T &missing) {
    Opt o;
    o.value = missing;
    return o;
  }

  bool given() const { return isGiven; } // structure: a plain bool
  explicit operator bool() const { return isGiven; }
  const T &operator*() const { return value; }
  const T *operator->() const { return &value; }

private:
  T value{};
  bool isGiven = false;
};

template <class T> using List = std::vector<T>;

/// A value for some of the words of E: the peaks of a chip by format.
template <NamedEnum E, class T> class Map {
public:
  using Key = E;
  using Value = T;
  static constexpr size_t size = enumNames<E>.size();

  bool has(E key) const { return present >> unsigned(key) & 1; }
  const T &operator[](E key) const { return values[unsigned(key)]; }
  void set(E key, const T &value, bool isPresent = true) {
    values[unsigned(key)] = value;
    present |= uint64_t(isPresent) << unsigned(key);
  }

private:
  static_assert(size <= 64);
  std::array<T, size> values{};
  uint64_t present = 0;
};

/// Values under free names, in the order in which they stand: `pools: { main: … }`.
/// The names are the language's; a solver sees the values.
template <class T> class NamedMap : public std::vector<T> {
public:
  using std::vector<T>::vector;
};

/// One of several records, picked by the schema of the value given.
template <class... Ts> class OneOf {
public:
  using Variant = std::variant<Ts...>;
  OneOf() = default;
  template <class T>
    requires(std::is_same_v<T, Ts> || ...)
  OneOf(T value) : value(std::move(value)) {}

  unsigned which() const { return unsigned(value.index()); }
  template <class T> const T *get() const { return std::get_if<T>(&value); }
  /// Calls f with the alternative held.
  template <class F> decltype(auto) visit(F &&f) const { return std::visit(f, value); }

private:
  Variant value;
};

} // namespace mls
