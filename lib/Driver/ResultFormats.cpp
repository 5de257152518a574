//===- ResultFormats.cpp - how run prints its results -----------------------===//

#include "Driver/ResultFormats.h"
#include "Report/Tables.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mls;

namespace {

using Summaries = std::vector<TableSummary>;

class TextPrinter : public ResultPrinter {
public:
  explicit TextPrinter(const Invocation &invocation)
      : out(invocation.out), style{.colour = invocation.colourOut, .explain = invocation.has("--definitions")} {}
  Summaries file(const FileOutcome &outcome) override {
    if (!outcome.results)
      return {};
    if (!std::exchange(first, false))
      out << '\n';
    return reportText(*outcome.results, style, out);
  }

private:
  llvm::raw_ostream &out;
  TextStyle style;
  bool first = true;
};

class TablePrinter : public ResultPrinter {
public:
  TablePrinter(llvm::raw_ostream &out, TableFormat format, Shard shard) : out(out), format(format), shard(shard) {}
  Summaries file(const FileOutcome &outcome) override {
    if (!outcome.results)
      return {};
    if (!std::exchange(first, false) && format != TableFormat::JsonLines)
      out << '\n';
    return reportTables(outcome, format, shard, out);
  }
  bool tellsExcluded() const override { return format != TableFormat::Csv; }

private:
  llvm::raw_ostream &out;
  TableFormat format;
  Shard shard;
  bool first = true;
};

/// One document of all files.
template <class Document> class DocumentPrinter : public ResultPrinter {
public:
  explicit DocumentPrinter(llvm::raw_ostream &out) : out(out) {}
  void finish() override { document.write(out); }

protected:
  Document document;

private:
  llvm::raw_ostream &out;
};

struct JsonPrinter : DocumentPrinter<JsonReport> {
  using DocumentPrinter::DocumentPrinter;
  Summaries file(const FileOutcome &outcome) override {
    Summaries summaries;
    if (outcome.results)
      document.add(*outcome.results, summaries);
    return summaries;
  }
};

struct JUnitPrinter : DocumentPrinter<JUnitReport> {
  using DocumentPrinter::DocumentPrinter;
  Summaries file(const FileOutcome &outcome) override {
    Summaries summaries;
    if (outcome.results)
      for (const TableResult &table : outcome.results->tables) { // what cannot be made is an error of the file
        RowCollector nothing(0);
        summaries.push_back(table.rows(nothing));
      }
    document.add("run", outcome);
    return summaries;
  }
};

} // namespace

std::unique_ptr<ResultPrinter> mls::resultPrinter(const Invocation &invocation, Shard shard) {
  llvm::StringRef format = invocation.value("--format");
  if (format == "json")
    return std::make_unique<JsonPrinter>(invocation.out);
  if (format == "junit")
    return std::make_unique<JUnitPrinter>(invocation.out);
  auto table = llvm::StringSwitch<std::optional<TableFormat>>(format)
                   .Case("csv", TableFormat::Csv)
                   .Case("jsonl", TableFormat::JsonLines)
                   .Case("markdown", TableFormat::Markdown)
                   .Default(std::nullopt);
  if (table)
    return std::make_unique<TablePrinter>(invocation.out, *table, shard);
  return std::make_unique<TextPrinter>(invocation);
}

std::string mls::otherOutput(llvm::StringRef option, llvm::StringRef value, llvm::ArrayRef<std::string> line) {
  bool toFile = option == "-o" || option == "--output" || option == "--out";
  if (!toFile && option != "--format")
    return {};
  auto file = llvm::find_if(line, [](llvm::StringRef word) { return word.ends_with(".mls"); });
  std::string run = "mlsc run " + (file == line.end() ? "FILE.mls" : *file);
  llvm::StringRef format = toFile ? value.rsplit('.').second : value;
  bool columnar = llvm::is_contained({"parquet", "arrow", "feather"}, format);
  if (columnar)
    return "a companion writes it: `" + run + " --format jsonl | ./mls table -o " +
           (toFile ? value.str() : "out." + format.str()) + "`";
  if (!toFile)
    return {};
  llvm::StringRef known = format == "md" ? "markdown" : format == "xml" ? "junit" : format;
  if (llvm::is_contained(resultFormats, known) && known != "text")
    run += " --format " + known.str();
  return "results go to the standard output: `" + run + " > " + (value.empty() ? "FILE" : value.str()) + "`";
}
