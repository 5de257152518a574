//===- Function.h - kernels of physics, callable in `.mls` ------*- C++ -*-===//
//
// A closed form of lib/Physics is a template over the scalar on typed quantities. One
// row of a table gives it a name in the language; the dimensions of its arguments and
// of its value are those of the C++ types:
//
//   // lib/Functions/Collectives.cpp
//   constexpr auto ranks = arg("ranks", "ranks that take part", whole(1));
//   constexpr std::tuple table{
//       function("ring_all_reduce", MLS_KERNEL(ringAllReduce), "time of a bandwidth-optimal all-reduce", "patarasuk_2009",
//                arg("message", "data that each rank holds", positive, unit("B")), ranks,
//                arg("rate", "…", positive, unit("B/s")), arg("alpha", "…", nonNegative, unit("us"), orElse("0 s")))};
//   MLS_DEFINE_FUNCTIONS(Collectives, table)
//
// A row takes, in any order after the citation, one `arg` for each parameter, in the
// order of the parameters, and at most one `unit` in which the value is shown. An `arg`
// takes what a row of a record takes (Schema/Record.h).
//
// A kernel has one template parameter, the scalar, and is not overloaded. Its parameters
// and its value are any of the member types of a record: quantities, `bool`, an MLS_ENUM,
// Opt, std::vector. What does not fit is wrapped by a template in the table's file.
//
// CMake finds the file. To the rest of the compiler a function is a solver all of whose
// arguments are positional and which stands for its only result, `value`.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Solvers/Solver.h"

#include <tuple>

namespace mls {

/// All functions of this compiler, a table a file.
llvm::ArrayRef<llvm::ArrayRef<Solver>> functionTables();

/// The instances of a function template, by scalar.
#define MLS_KERNEL(TEMPLATE) []<class S>() { return &TEMPLATE<S>; }

/// One argument: name, doc, then Domain, unit(…), orElse(…).
template <class... Options> constexpr RowText arg(const char *name, const char *doc, const Options &...options) {
  return rowText(name, doc, options...);
}

template <class Kernel, size_t N> struct FunctionRow {
  const char *name, *doc, *citation;
  std::array<RowText, N> arguments{};
  UnitText unit{""}; ///< of the value

  /// The instance for a scalar, `Time<S> (*)(Data<S>, …)`.
  template <class S> static constexpr auto kernel = Kernel{}.template operator()<S>();
};

template <class Kernel, class... Options>
constexpr auto function(const char *name, Kernel, const char *doc, const char *citation, const Options &...options) {
  FunctionRow<Kernel, (0 + ... + std::is_same_v<Options, RowText>)> row{name, doc, citation};
  size_t next = 0;
  auto set = [&](const auto &option) {
    if constexpr (std::is_same_v<decltype(option), const UnitText &>)
      row.unit = option;
    else
      row.arguments[next++] = option;
  };
  (set(options), ...);
  return row;
}

/// Defines `functions<FILE>`, constant-initialised. `TABLE` is a constexpr std::tuple of
/// rows. Inside namespace mls.
#define MLS_DEFINE_FUNCTIONS(FILE, TABLE)                                                                              \
  extern const llvm::ArrayRef<Solver> functions##FILE;                                                                 \
  constinit const llvm::ArrayRef<Solver> functions##FILE = detail::functionTable<TABLE>;

} // namespace mls

#include "Functions/FunctionImpl.h"
