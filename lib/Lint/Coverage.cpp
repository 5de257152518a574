//===- Coverage.cpp - R3: the source publishes this kind of quantity ------===//
//
// A GPU data sheet never publishes a price or a carbon figure: whoever cites it for
// one has cited the wrong document.
//
//===----------------------------------------------------------------------===//

#include "Basic/Text.h"
#include "Lint/Rules.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace mls::lint_rules {

namespace {

constexpr Dim time = Base::Time, data = Base::Data, compute = Base::Compute, mass = Base::Mass, metre = Base::Length,
              token = Base::Token;
constexpr Dim energy = mass * metre * metre / (time * time), volume = metre * metre * metre;

struct Kind {
  StringLiteral word; ///< in `publishes`
  Dim dim;
};

/// The first row of a dimension is the word of the message; any of its words will do.
constexpr Kind kinds[] = {
    {"compute", compute},
    {"compute", compute / time},
    {"bandwidth", data / time},
    {"data", data},
    {"power", energy / time},
    {"energy", energy},
    {"time", time},
    {"frequency", Dim() / time},
    {"length", token},
    {"tokens", token},
    {"water", volume},
    {"water", volume / energy},
    {"number", Dim()},
    {"ratio", Dim()},
    {"count", Dim()},
    {"efficiency", Dim()},
    {"geometry", Dim()},
    {"parameters", Dim()},
};

/// The words that cover a dimension; empty for one that no word names.
SmallVector<StringRef, 6> wordsFor(Dim dim) {
  // Whatever has money in it is a price, whatever has carbon in it a carbon figure.
  if (dim.twelfths(unsigned(Base::Money)) != 0)
    return {"price"};
  if (dim.twelfths(unsigned(Base::Carbon)) != 0)
    return {"carbon"};
  SmallVector<StringRef, 6> words;
  for (const Kind &kind : kinds)
    if (kind.dim == dim)
      words.push_back(kind.word);
  return words;
}

} // namespace

void checkCoverage(const Figure &figure, const Claim &claim, DiagnosticEngine &diags) {
  const Source &source = *claim.source;
  SmallVector<StringRef, 6> words = wordsFor(figure.value.type.dim);
  if (source.publishes.empty() || words.empty() ||
      any_of(words, [&](StringRef word) { return is_contained(source.publishes, word); }))
    return;
  diags.report(diag::not_published, sourceName(figure, claim), source.id, words.front())
      .label(figure.value.range, print(figure.value.type.dim, figure.checked.dims()))
      .note(fmt::format("it publishes {}", quotedList(source.publishes, "and")));
}

} // namespace mls::lint_rules
