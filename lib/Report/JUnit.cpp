//===- JUnit.cpp - asserts for continuous integration ---------------------===//
//
// The dialect that Jenkins, GitLab and GitHub's actions read: `testsuites`, a `testsuite` a file, a
// `testcase` an assert with `name`, `classname`, `file` and `line`. A condition that does not hold is a
// `failure`, one that could not be decided an `error`. There are no times: the same file gives the
// same report.
//
//===----------------------------------------------------------------------===//

#include "Basic/Render.h"
#include "Report/Report.h"
#include "Report/Style.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/JSON.h"

#include <algorithm>
#include <fmt/format.h>

using namespace mls;

namespace {

/// Text for XML 1.0, which has no control characters but three, not even as references;
/// in an attribute those three would be read as blanks.
std::string xml(llvm::StringRef text, bool attribute = false) {
  std::string safe = llvm::json::fixUTF8(text), to; // what is no UTF-8 becomes U+FFFD
  for (size_t i = 0; i != safe.size(); ++i) {
    unsigned char c = safe[i];
    llvm::StringRef rest = llvm::StringRef(safe).substr(i);
    if (c == '&')
      to += "&amp;";
    else if (c == '<')
      to += "&lt;";
    else if (c == '>')
      to += "&gt;"; // `]]>` may not stand in text
    else if (c == '"')
      to += "&quot;";
    else if (c == '\r' || (attribute && (c == '\n' || c == '\t')))
      to += fmt::format("&#{};", unsigned(c));
    else if (c < 0x20 && c != '\n' && c != '\t')
      to += "\xef\xbf\xbd";
    else if (rest.starts_with("\xef\xbf\xbe") || rest.starts_with("\xef\xbf\xbf")) // U+FFFE, U+FFFF
      to += "\xef\xbf\xbd", i += 2;
    else
      to += char(c);
  }
  return to;
}

class Suite {
public:
  explicit Suite(llvm::StringRef file) : file(file), classname(file) {
    if (llvm::StringRef(classname).ends_with(".mls"))
      classname.resize(classname.size() - 4);
    std::replace(classname.begin(), classname.end(), '/', '.'); // as packages of Java are
  }

  std::string cases;
  unsigned tests = 0, failures = 0, errors = 0;

  /// `tag`: `failure`, `error`, or empty for a test that passed.
  void test(llvm::StringRef name, uint32_t line, llvm::StringRef tag = {}, llvm::StringRef type = {},
            llvm::StringRef message = {}, llvm::StringRef body = {}) {
    std::string unique = oneLine(name);
    if (unsigned n = ++seen[unique]; n > 1) // tests are told apart by name
      unique += fmt::format(" ({})", n);
    cases += fmt::format("    <testcase name=\"{}\" classname=\"{}\" file=\"{}\" line=\"{}\"", xml(unique, true),
                         xml(classname, true), xml(file, true), line);
    ++tests;
    if (tag.empty()) {
      cases += "/>\n";
      return;
    }
    ++(tag == "error" ? errors : failures);
    cases += fmt::format(">\n      <{0} type=\"{1}\" message=\"{2}\">{3}</{0}>\n    </testcase>\n", tag.str(),
                         xml(type, true), xml(message, true), xml(body));
  }

private:
  llvm::StringRef file;
  std::string classname;
  llvm::StringMap<unsigned> seen;
};

std::string property(llvm::StringRef name, llvm::StringRef value) {
  return fmt::format("      <property name=\"{}\" value=\"{}\"/>\n", xml(name, true), xml(value, true));
}

/// That the file checks, or runs: an error with all that is said against it, at the first place.
void problems(Suite &suite, llvm::StringRef verb, const DiagnosticEngine &diags, const SourceManager &sources) {
  const Diagnostic *first = nullptr;
  std::string text;
  llvm::raw_string_ostream out(text);
  for (const Diagnostic *d : diags.sorted()) {
    if (d->severity != Severity::Error)
      continue;
    out << '\n';
    renderText(*d, sources, out, false);
    first = first ? first : d;
  }
  if (!first)
    return suite.test(verb, 1);
  uint32_t line = first->range.valid() ? sources.position(first->range.file, first->range.begin).line : 1;
  suite.test(verb, line, "error", info(first->id).code, first->message, text);
}

void assertion(Suite &suite, const AssertResult &assertion, const SourceManager &sources) {
  std::string name = assertion.message.empty() ? assertion.text : assertion.message + ": " + assertion.text;
  uint32_t line = sources.position(assertion.range.file, assertion.range.begin).line;
  if (assertion.passed)
    return suite.test(name, line);
  std::string text;
  llvm::raw_string_ostream out(text);
  out << '\n';
  reportAssert(assertion, {}, out);
  if (assertion.failed)
    return suite.test(name, line, "error", "undecided", "the condition could not be decided", text);
  std::string message = "does not hold";
  if (!assertion.deviation.empty())
    message += ": " + assertion.deviation;
  for (auto &[figure, display] : assertion.because)
    message += fmt::format("; {} {}", figure, display);
  suite.test(name, line, "failure", "assert", message, text);
}

} // namespace

void JUnitReport::add(llvm::StringRef verb, const FileOutcome &outcome) {
  Suite suite(outcome.file);
  problems(suite, verb, outcome.diags, outcome.sources);
  std::string properties;
  if (const Results *results = outcome.results) {
    for (const AssertResult &a : results->asserts)
      assertion(suite, a, outcome.sources);
    properties = property("registry", results->registryVersion) + property("grade", {&results->grade, 1});
    for (const ResultInput &input : results->overrides)
      properties += property("set " + input.path, input.display);
    properties = "    <properties>\n" + properties + "    </properties>\n";
  }
  suites += fmt::format(
                "  <testsuite name=\"{0}\" file=\"{0}\" tests=\"{1}\" failures=\"{2}\" errors=\"{3}\" skipped=\"0\">\n",
                xml(outcome.file, true), suite.tests, suite.failures, suite.errors) +
            properties + suite.cases + "  </testsuite>\n";
  tests += suite.tests, failures += suite.failures, errors += suite.errors;
}

void JUnitReport::write(llvm::raw_ostream &out) const {
  out << fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"mlsc\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"0\">\n{}</testsuites>\n",
      tests, failures, errors, suites);
}
