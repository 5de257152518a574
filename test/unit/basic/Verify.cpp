// Expectations in comments against what was reported.

#include "Check.h"

#include "Basic/Verify.h"

using namespace mls;

namespace {

/// Reports `cannot add` at each `+` of the text and verifies.
std::string verified(std::string text) {
  SourceManager sources;
  DiagnosticEngine diags;
  FileId file = sources.add("t.mls", text);
  for (uint32_t i = 0; i != text.size(); ++i)
    if (text[i] == '#')
      diags.report(diag::cannot_add, Range{file, i, i + 1}, "add", "A", "B");
  std::string out;
  llvm::raw_string_ostream stream(out);
  bool clean = verify(diags, sources, file, stream);
  CHECK_EQ(clean, out.empty());
  return out;
}

} // namespace

TEST(expectationsAreMet) {
  CHECK_EQ(verified("# // expected-error {{cannot add `A`}}\n"), std::string());
  CHECK_EQ(verified("#\n// expected-error@-1 {{E0301}}\n"), std::string());
  CHECK_EQ(verified("// expected-error@+1 2 {{cannot}}\n##\n"), std::string());
  CHECK_EQ(verified("# # // expected-error {{cannot}} expected-error {{add}}\n"), std::string());
  CHECK_EQ(verified("// expected-error@2 {{cannot}}\n#\n"), std::string());
}

TEST(mismatchesAreReported) {
  CHECK_EQ(verified("#\n"), std::string("t.mls:1: unexpected error[E0301]: cannot add `A` and `B`\n"));
  CHECK_EQ(verified("// expected-error {{x}}\n"), std::string("t.mls:1: expected error was not reported: x\n"));
  CHECK_EQ(verified("# // expected-warning {{cannot}}\n"),
           std::string("t.mls:1: unexpected error[E0301]: cannot add `A` and `B`\n"
                       "t.mls:1: expected warning was not reported: cannot\n"));
  CHECK_EQ(verified("// expected-error {x}\n"), std::string("t.mls:1: `{{text}}` must follow `expected-…`\n"));
}
