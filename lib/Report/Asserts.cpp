//===- Asserts.cpp - an assert as text ------------------------------------===//

#include "Report/Report.h"
#include "Report/Style.h"
#include "llvm/ADT/STLExtras.h"

#include <fmt/format.h>

using namespace mls;

namespace {

class AssertText {
public:
  AssertText(const AssertResult &assertion, const TextStyle &style, llvm::raw_ostream &out)
      : assertion(assertion), style(style), out(out) {}

  void print() {
    out << "  "
        << (assertion.passed   ? ink("pass", Accent::Good)
            : assertion.failed ? ink("none", Accent::Bad)
                               : ink("FAIL", Accent::Bad))
        << "  ";
    size_t newline = assertion.text.find('\n');
    out << (newline == std::string::npos ? assertion.text : assertion.text.substr(0, newline) + " …");
    if (!assertion.message.empty())
      out << ink("  \"" + assertion.message + "\"", Accent::Dim);
    if (!assertion.deviation.empty())
      out << ink("  (" + assertion.deviation + ")", Accent::Dim);
    out << '\n';
    if (!assertion.passed && !assertion.failed)
      newline == std::string::npos ? picture() : values();
    for (auto &[name, display] : assertion.because)
      out << "        " << name << "  " << display << '\n';
  }

private:
  std::string ink(llvm::StringRef text, Accent colour) const { return paint(text, colour, style.colour); }

  /// Each value hangs under the expression it belongs to; where two would touch,
  /// the right one comes first and the left one a line below it.
  void picture() {
    struct Hung {
      unsigned column;
      llvm::StringRef text;
    };
    llvm::SmallVector<Hung, 8> rest;
    for (const SubValue &value : assertion.values)
      if (value.range.begin >= assertion.range.begin)
        rest.push_back({columns(llvm::StringRef(assertion.text).take_front(value.range.begin - assertion.range.begin)),
                        value.display});
    llvm::stable_sort(rest, [](const Hung &a, const Hung &b) { return a.column < b.column; });
    while (!rest.empty()) {
      std::string stems, texts;
      llvm::SmallVector<Hung, 8> later;
      unsigned limit = ~0u; // column at which the text to the right starts
      llvm::SmallVector<Hung, 8> now;
      for (const Hung &hung : llvm::reverse(rest)) {
        if (hung.column + columns(hung.text) + 1 < limit || limit == ~0u) {
          now.push_back(hung);
          limit = hung.column;
        } else {
          later.push_back(hung);
        }
      }
      for (const Hung &hung : rest)
        stems.append(hung.column >= columns(stems) ? hung.column - columns(stems) : 0, ' '), stems += '|';
      for (const Hung &hung : llvm::reverse(now))
        texts.append(hung.column >= columns(texts) ? hung.column - columns(texts) : 0, ' '), texts += hung.text;
      out << "        " << ink(stems, Accent::Dim) << "\n        " << texts << '\n';
      rest.assign(later.rbegin(), later.rend());
    }
  }

  void values() {
    for (const SubValue &value : assertion.values)
      out << "          " << value.display << '\n';
  }

  const AssertResult &assertion;
  const TextStyle &style;
  llvm::raw_ostream &out;
};

} // namespace

void mls::reportAssert(const AssertResult &assertion, const TextStyle &style, llvm::raw_ostream &out) {
  AssertText(assertion, style, out).print();
}
