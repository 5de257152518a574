//===- Report.h - results as text and JSON ----------------------*- C++ -*-===//
//
// Renders plain Results. The text form answers in file order what the file shows
// and asserts, after a header that says how far to trust it; the JSON form is
// stable (`mls.result/1`) with values in base units; JUnit XML is what continuous
// integration reads.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Basic/Diagnostics.h"
#include "Results/Results.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"

namespace mls {

enum class TableFormat : uint8_t { Text, Csv, JsonLines, Markdown };

struct TextStyle {
  bool colour = false;  ///< ANSI escapes: terminals only
  bool explain = false; ///< print each figure's definition below it
};

/// The results of one file as text. Failed asserts hang the value of every
/// subexpression under the condition. Gives what became of its tables, whose rows are
/// made as they are printed.
std::vector<TableSummary> reportText(const Results &results, const TextStyle &style, llvm::raw_ostream &out);

/// One assert as text does it: the condition, and under one that fails its values.
void reportAssert(const AssertResult &assertion, const TextStyle &style, llvm::raw_ostream &out);

/// One of the parts that several machines make of the rows.
struct Shard {
  unsigned number = 1, of = 1;
  bool isFirst() const { return number == 1; }
};

/// What became of one file.
struct FileOutcome {
  llvm::StringRef file;
  const Results *results; ///< null: it does not check, or was not run
  const DiagnosticEngine &diags;
  const SourceManager &sources;
  llvm::ArrayRef<FileId> read; ///< the file, and all that was read with it
};

/// Tables, shows and asserts of a file that was run as CSV, JSON Lines or Markdown, an empty
/// line between two tables (JSON Lines: none). What is not rows is the first shard's to say,
/// but a JSON Lines shard says what it is.
std::vector<TableSummary> reportTables(const FileOutcome &outcome, TableFormat format, Shard shard,
                                       llvm::raw_ostream &out);

/// The results of one file, as JSON: `{"schema":"mls.result/1","registry":…,"results":[…],
/// "asserts":[…],"tables":[…]}`. Makes the rows of its tables.
class JsonReport {
public:
  void add(const Results &results, std::vector<TableSummary> &summaries);
  /// What was added; with several files `{"schema":"mls.results/1","files":[…]}`.
  void write(llvm::raw_ostream &out) const;

private:
  std::vector<std::string> files; ///< members of an object each
};

/// Files as test suites of JUnit XML: the first test of each is that it checks and has its values,
/// the others are its asserts.
class JUnitReport {
public:
  /// `verb`: `check` or `run`.
  void add(llvm::StringRef verb, const FileOutcome &outcome);
  void write(llvm::raw_ostream &out) const;

private:
  std::string suites;
  unsigned tests = 0, failures = 0, errors = 0;
};

/// The proof tree of a result: each shared step once, sources numbered and listed at
/// the end, then the inputs that it moves most with.
void reportProof(const ProofNode &root, const TextStyle &style, llvm::raw_ostream &out);
void reportProofJson(const ProofNode &root, llvm::raw_ostream &out);

} // namespace mls
