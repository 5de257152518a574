//===- Solver.h - an equation system with a name ----------------*- C++ -*-===//
//
// A solver is one file: the records of its arguments and results, one function
// template over the scalar, and one line that makes it known.
//
//   // lib/Solvers/Roofline.cpp
//   template <class S> struct RooflineIn  { … MLS_RECORD("roofline", "time of one operator", "williams_2009") { … } };
//   template <class S> struct RooflineOut { … MLS_RECORD("roofline.result", "…", "") { … } };
//   template <class S> RooflineOut<S> roofline(const RooflineIn<S> &in) { … }
//
//   constexpr llvm::StringRef headline[] = {"time", "bound"};
//   MLS_DEFINE_SOLVER(Roofline, roofline, RooflineIn, RooflineOut, .positional = 2, .headline = headline)
//
// CMake finds the file; the name of the solver in `.mls` is that of its argument
// record. The function is compiled for `double` and for Trace. It reports nothing: what
// must hold is said with `require`, what is absent reads as missing, and both travel as
// undetermined values until someone wants the result.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Schema/Stream.h"
#include "Tape/Tape.h"

namespace mls {

/// What the Driver hands to Sema (signature) and what Eval calls.
struct Solver {
  Signature signature;
  /// Results at these arguments (57 ns for sixty steps): searches over structure.
  void (*run)(llvm::ArrayRef<double> slots, llvm::ArrayRef<int64_t> tags, Writer<double> &results);
  /// The same, recorded. Each result is named on the tape by its path.
  void (*trace)(Tape &tape, llvm::ArrayRef<Trace> slots, llvm::ArrayRef<int64_t> tags, Writer<Trace> &results);
};

/// All solvers of this compiler, by file name.
llvm::ArrayRef<const Solver *> solvers();
/// The solver of that name, or null.
const Solver *findSolver(llvm::StringRef name);

/// The optional part of MLS_DEFINE_SOLVER.
struct SolverText {
  unsigned positional = 1;                       ///< leading arguments that need no name
  llvm::ArrayRef<llvm::StringRef> headline{};    ///< results printed when a query is shown whole
  llvm::ArrayRef<llvm::StringRef> notModelled{}; ///< effects left out, printed with the results
};

namespace detail {

/// The entry points of a function template, given as a generic lambda.
template <template <class> class In, auto function> struct Entry {
  static void run(llvm::ArrayRef<double> slots, llvm::ArrayRef<int64_t> tags, Writer<double> &results) {
    Reader<double> reader(slots, tags);
    auto in = bind<In<double>>(reader);
    assert(reader.done() && "the streams were made from another schema");
    emit(results, function(in));
  }
  static void trace(Tape &tape, llvm::ArrayRef<Trace> slots, llvm::ArrayRef<int64_t> tags, Writer<Trace> &results) {
    auto onMissing = [&](llvm::StringRef path) { return tape.missing(path); };
    Reader<Trace> reader(slots, tags, onMissing);
    auto in = bind<In<Trace>>(reader);
    assert(reader.done() && "the streams were made from another schema");
    emit(results, function(in));
  }
};

template <template <class> class In, template <class> class Out, auto function>
constexpr Solver makeSolver(const SolverText &text) {
  const Schema &in = schemaOf<In<double>>();
  return {{.name = in.name,
           .doc = in.doc,
           .citation = in.citation,
           .in = &in,
           .out = &schemaOf<Out<double>>(),
           .positional = text.positional,
           .headline = text.headline,
           .notModelled = text.notModelled},
          Entry<In, function>::run,
          Entry<In, function>::trace};
}

} // namespace detail

/// Defines `solver<FILE>`, constant-initialised. Inside namespace mls.
#define MLS_DEFINE_SOLVER(FILE, FUNCTION, IN, OUT, ...)                                                                \
  extern const Solver solver##FILE;                                                                                    \
  constinit const Solver solver##FILE =                                                                                \
      detail::makeSolver<IN, OUT, [](const auto &in) { return FUNCTION(in); }>(SolverText{__VA_ARGS__});

} // namespace mls
