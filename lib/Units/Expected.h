//===- Expected.h - a value, or why there is none ---------------*- C++ -*-===//
//
// std::expected of C++23 in small: llvm::Expected wants heap-allocated, checked
// error classes, which these plain error records are not.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <utility>
#include <variant>

namespace mls {

template <class T, class E> class [[nodiscard]] Expected {
public:
  /*implicit*/ Expected(T value) : state(std::in_place_index<0>, std::move(value)) {}
  /*implicit*/ Expected(E error) : state(std::in_place_index<1>, std::move(error)) {}

  explicit operator bool() const { return state.index() == 0; }
  const T &operator*() const { return *std::get_if<0>(&state); }
  T &operator*() { return *std::get_if<0>(&state); }
  const T *operator->() const { return std::get_if<0>(&state); }
  const E &error() const { return *std::get_if<1>(&state); }

private:
  std::variant<T, E> state;
};

} // namespace mls
