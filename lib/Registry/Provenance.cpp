//===- Provenance.cpp - trust, computed -----------------------------------===//

#include "Registry/Provenance.h"

namespace mls {

/// The lint has proved every quote to match its value (R2), so a quote is a grade B.
static Grade gradeOf(const Claim *claim) {
  if (!claim || !claim->source)
    return Grade::U;
  return claim->quote.empty() ? Grade::C : Grade::B;
}

/// What names the document: neither the way to it nor the place within it.
static llvm::StringRef document(llvm::StringRef url) {
  url = url.split('#').first;
  if (url.contains("://"))
    url = url.split("://").second;
  url.consume_front("www.");
  return url.rtrim('/');
}

bool sameDocument(const Source &a, const Source &b) {
  return &a == &b || (!a.url.empty() && document(a.url) == document(b.url)) ||
         (!a.title.empty() && !a.publisher.empty() && a.title == b.title && a.publisher == b.publisher);
}

Grade gradeOf(const Origin &origin) {
  switch (origin.kind) {
  case OriginKind::Claimed: {
    Grade first = gradeOf(origin.claim);
    if (first != Grade::B)
      return first;
    bool confirmed = gradeOf(origin.second) == Grade::B && !sameDocument(*origin.claim->source, *origin.second->source);
    return origin.identity || confirmed ? Grade::A : first;
  }
  case OriginKind::Estimate:
  case OriginKind::Convention: return Grade::D;
  case OriginKind::Derived:
  case OriginKind::Default: return Grade::A; // no weaker than what it is made of
  case OriginKind::Unsourced:
  case OriginKind::Override: return Grade::U;
  }
  return Grade::U;
}

char letter(Grade grade) { return "ABCDU"[unsigned(grade)]; }

} // namespace mls
