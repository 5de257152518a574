//===- Results.h - what an evaluation found ---------------------*- C++ -*-===//
//
// Plain data between Eval and those who show it (Report, LSP). Owns its strings,
// so that it outlives the snapshot it came from. Numbers are in base units (data in
// bits); `display` is ready to print.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Basic/Source.h"
#include "Results/Table.h"
#include "Units/Dim.h"

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mls {

/// A value of any kind, displayed and raw.
struct ResultValue {
  enum Kind : uint8_t { Quantity, Bool, Name, Text, Record, List } kind = Quantity;
  double number = std::numeric_limits<double>::quiet_NaN(); ///< Quantity; Bool as 0 or 1
  std::string text;      ///< Name, Text
  std::string unit;      ///< of `number`: `s/tok`; empty: pure number
  std::string dimension; ///< `Time/Token`
  std::string display;   ///< `12.3 ms/tok`
  double lo = std::numeric_limits<double>::quiet_NaN(), hi = lo; ///< range where inputs have one
  std::string range;     ///< `11.9 .. 13.1 ms/tok`, or empty
  std::string gap;       ///< what the range does not tell: `no answer in part of the ranges of its inputs`
  std::vector<std::pair<std::string, ResultValue>> members; ///< Record; List with empty names

  std::string rangeAndGap() const { return range + (range.empty() || gap.empty() ? "" : ", ") + gap; }
};

/// Trust letter and where a result's live inputs come from.
struct ResultTrust {
  char grade = '-'; ///< `-`: there is no value
  std::vector<std::string> sources; ///< ids, in order of first use
};

/// One line of `show`, or a headline output of a query that nothing shows.
struct ShownResult {
  std::string name; ///< `slo.tpot`
  ResultValue value;
  ResultTrust trust;
  std::string definition; ///< what the figure means, from the solver's schema
  std::string bound;      ///< compute, memory, network, overhead, capacity; empty: none
  double margin = std::numeric_limits<double>::quiet_NaN(); ///< factor to the next regime
  std::string nextBound;  ///< that regime
  std::string note;       ///< what a reader has to know beside it: `the smallest that meets it; also 7 TB/s`
  bool headline = false;
  bool absent = false;    ///< an optional without a value: display says what to supply
  bool failed = false;    ///< has no value; a diagnostic says why
  Range range;
};

/// A subexpression with its value, for the picture under a failed assert.
struct SubValue {
  Range range;
  std::string display;
};

struct AssertResult {
  std::string text; ///< the condition as written
  std::string message;
  bool passed = false;
  bool failed = false;   ///< could not be decided; a diagnostic says why
  std::string deviation; ///< `off by 4.2%, 10% allowed`; empty without `within`
  std::vector<SubValue> values;
  /// Of a failed one: figures that say how far off it is and what would turn it.
  std::vector<std::pair<std::string, std::string>> because; ///< name and display
  ResultTrust trust;
  std::string source; ///< id of its `from`, or empty
  Range range;
};

/// An input as the header and `explain` name it.
struct ResultInput {
  std::string path, display, origin;
  Range range;
};

/// An input by how much a result moves with it.
struct Lever {
  std::string path;
  double elasticity = 0; ///< percent of result per percent of input
  char grade = 'A';      ///< `-`: a choice of the user, not a figure
  std::string origin;
};

/// A figure as one document prints it.
struct CitedFigure {
  std::string source, publisher, title, url, accessed, locator, quote, printed;
};

/// One node of a proof tree (`explain`).
struct ProofNode {
  std::string name;      ///< `itl`, `Pod.accelerator.memory.bandwidth`
  ResultValue value;
  std::string formula;   ///< of a step: `work / (peak * compute_efficiency)`; empty for an input
  std::string doc;       ///< what the figure means
  std::string citation;  ///< source id of the equation
  std::string citationTitle, citationUrl;
  // of an input:
  std::string origin;    ///< claimed, estimate, default, unsourced, choice, derived, convention, override
  std::string reason;    ///< of an estimate
  std::vector<CitedFigure> cited; ///< the claim it is from, then what confirms it
  char grade = 'A';
  Range range;
  std::vector<std::shared_ptr<ProofNode>> inputs; ///< shared: a DAG
  std::vector<Lever> levers; ///< of the root: what it moves most with, the strongest first
};

/// All that one file gave.
struct Results {
  std::string file;
  std::string registryVersion;
  std::vector<ShownResult> shown;
  std::vector<AssertResult> asserts;
  std::vector<TableResult> tables;
  /// What stands where in file order.
  enum Line : uint8_t { Shown, Assert, Table };
  std::vector<std::pair<Line, unsigned>> order;
  std::vector<ResultInput> unsourced; ///< user numbers without a source that a result depends on
  std::vector<ResultInput> overrides;
  std::vector<ResultInput> notes;     ///< e.g. "a bare efficiency sets compute"
  std::string priceBasis;             ///< where prices come from, or empty
  std::vector<std::string> notModelled;
  char grade = '-'; ///< the lowest of the lines that have a value
  std::shared_ptr<void> owner; ///< of what makes the rows of tables

  unsigned failedAsserts() const {
    unsigned n = 0;
    for (const AssertResult &a : asserts)
      n += !a.passed;
    return n;
  }
};

} // namespace mls
