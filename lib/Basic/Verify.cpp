//===- Verify.cpp - diagnostics against comments in the source ------------===//

#include "Basic/Verify.h"

#include "llvm/ADT/SmallVector.h"

using namespace llvm;

namespace mls {

namespace {

struct Expectation {
  FileId file;
  uint32_t line;
  Severity severity;
  StringRef text;
  unsigned left; ///< diagnostics still wanted
};

class Verifier {
public:
  Verifier(const SourceManager &sources, raw_ostream &out) : sources(sources), out(out) {}

  void read(FileId file) {
    for (uint32_t line = 1; line <= sources.lineCount(file); ++line) {
      // Only comments speak; several may stand on one line.
      StringRef rest = sources.line(file, line).split("//").second;
      for (size_t at; (at = rest.find("expected-")) != StringRef::npos;) {
        rest = rest.substr(at + strlen("expected-"));
        if (rest.consume_front("error"))
          directive(file, line, Severity::Error, rest);
        else if (rest.consume_front("warning"))
          directive(file, line, Severity::Warning, rest);
      }
    }
  }

  void compare(const Diagnostic &d) {
    if (d.severity == Severity::Note)
      return;
    uint32_t line = sources.position(d.range.file, d.range.begin).line;
    for (Expectation &e : expected)
      if (e.left != 0 && e.file == d.range.file && e.line == line && e.severity == d.severity &&
          (e.text == info(d.id).code || StringRef(d.message).contains(e.text))) {
        --e.left;
        return;
      }
    complain(d.range.file, line, fmt::format("unexpected {}[{}]: {}", word(d.severity), info(d.id).code, d.message));
  }

  bool finish() {
    for (const Expectation &e : expected)
      for (unsigned i = 0; i != e.left; ++i)
        complain(e.file, e.line, fmt::format("expected {} was not reported: {}", word(e.severity), e.text));
    return clean;
  }

private:
  /// The part after `expected-error`: `[@LINE|@+N|@-N] [count] {{text}}`.
  void directive(FileId file, uint32_t here, Severity severity, StringRef &rest) {
    Expectation e{file, here, severity, {}, 1};
    if (rest.consume_front("@")) {
      bool plus = rest.consume_front("+"), minus = !plus && rest.consume_front("-");
      uint32_t n = 0;
      if (rest.consumeInteger(10, n))
        return complain(file, here, "a line number must follow `@`");
      e.line = plus ? here + n : minus ? here - std::min(here, n) : n;
    }
    rest = rest.ltrim();
    rest.consumeInteger(10, e.left);
    rest = rest.ltrim();
    size_t close = rest.find("}}");
    if (!rest.consume_front("{{") || close == StringRef::npos)
      return complain(file, here, "`{{text}}` must follow `expected-…`");
    e.text = rest.take_front(close - 2).trim();
    rest = rest.substr(close);
    expected.push_back(e);
  }

  void complain(FileId file, uint32_t line, StringRef what) {
    clean = false;
    out << sources.name(file) << ':' << line << ": " << what << '\n';
  }

  static const char *word(Severity severity) { return severity == Severity::Error ? "error" : "warning"; }

  const SourceManager &sources;
  raw_ostream &out;
  SmallVector<Expectation, 8> expected;
  bool clean = true;
};

} // namespace

bool verify(const DiagnosticEngine &diags, const SourceManager &sources, ArrayRef<FileId> files, raw_ostream &out) {
  Verifier verifier(sources, out);
  for (FileId file : files)
    verifier.read(file);
  for (const Diagnostic *d : diags.sorted())
    verifier.compare(*d);
  return verifier.finish();
}

} // namespace mls
