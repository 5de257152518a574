//===- FunctionImpl.h - from a row to a solver ------------------*- C++ -*-===//
//
// Part of Function.h: the schemas of a row, made from the types of its kernel, and the
// entry points that read its arguments from the two streams.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Functions/Function.h"

namespace mls::detail {

/// The types of a kernel.
template <class F> struct Callee;
template <class R, class... As> struct Callee<R (*)(As...)> {
  using Value = std::remove_cvref_t<R>;
  using Arguments = std::tuple<std::remove_cvref_t<As>...>;
  static constexpr size_t arity = sizeof...(As);

  static constexpr std::array<Field, arity> fields(const std::array<RowText, arity> &rows) {
    return [&]<size_t... I>(std::index_sequence<I...>) {
      return std::array<Field, arity>{fieldOf<std::tuple_element_t<I, Arguments>>(rows[I])...};
    }(std::make_index_sequence<arity>());
  }
};

/// Row I of a table as a solver.
template <const auto &Table, size_t I> struct FunctionEntry {
  static constexpr const auto &row = std::get<I>(Table);
  using Row = std::remove_cvref_t<decltype(row)>;
  template <class S> using CalleeOf = Callee<std::remove_const_t<decltype(Row::template kernel<S>)>>;
  static_assert(std::tuple_size_v<decltype(Row::arguments)> == CalleeOf<double>::arity, "one `arg` for each parameter of the kernel");

  static constexpr auto arguments = CalleeOf<double>::fields(row.arguments);
  static constexpr std::array value{fieldOf<typename CalleeOf<double>::Value>(rowText("value", row.doc, row.unit))};
  static constexpr Schema in{.name = row.name, .doc = row.doc, .citation = row.citation, .fields = arguments};
  static constexpr Schema out{.name = row.name, .doc = row.doc, .citation = row.citation, .fields = value};

  template <class S> static void evaluate(Reader<S> &reader, Writer<S> &results) {
    typename CalleeOf<S>::Arguments in;
    [&]<size_t... K>(std::index_sequence<K...>) {
      (below(reader, row.arguments[K].name, [&] { Codec<std::tuple_element_t<K, decltype(in)>>::read(reader, std::get<K>(in)); }), ...);
    }(std::make_index_sequence<std::tuple_size_v<decltype(in)>>());
    assert(reader.done() && "the streams were made from another schema");
    // The value goes by the name of the function.
    below(results, row.name, [&] { Codec<typename CalleeOf<S>::Value>::write(results, std::apply(Row::template kernel<S>, in)); });
  }
  static void run(llvm::ArrayRef<double> slots, llvm::ArrayRef<int64_t> tags, Writer<double> &results) {
    Reader<double> reader(slots, tags);
    evaluate(reader, results);
  }
  static void trace(Tape &tape, llvm::ArrayRef<Trace> slots, llvm::ArrayRef<int64_t> tags, Writer<Trace> &results) {
    auto onMissing = [&](llvm::StringRef path) { return tape.missing(path); };
    Reader<Trace> reader(slots, tags, onMissing);
    evaluate(reader, results);
  }

  static constexpr Solver solver{{.name = row.name,
                                  .doc = row.doc,
                                  .citation = row.citation,
                                  .in = &in,
                                  .out = &out,
                                  .positional = unsigned(arguments.size()),
                                  .isFunction = true},
                                 run,
                                 trace};
};

template <const auto &Table>
inline constexpr auto functionTable = []<size_t... I>(std::index_sequence<I...>) {
  return std::array<Solver, sizeof...(I)>{FunctionEntry<Table, I>::solver...};
}(std::make_index_sequence<std::tuple_size_v<std::remove_cvref_t<decltype(Table)>>>());

} // namespace mls::detail
