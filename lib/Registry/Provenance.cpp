//===- Provenance.cpp - trust, computed -----------------------------------===//

#include "Registry/Provenance.h"

namespace mls {

/// The lint has proved every quote to match its value (R2), so a quote is a grade B.
static Grade gradeOf(const Claim *claim) {
  if (!claim || !claim->source)
    return Grade::U;
  return claim->quote.empty() ? Grade::C : Grade::B;
}

Grade gradeOf(const Origin &origin) {
  switch (origin.kind) {
  case OriginKind::Claimed: {
    Grade first = gradeOf(origin.claim);
    bool confirmed = origin.identity || gradeOf(origin.second) == Grade::B;
    return first == Grade::B && confirmed ? Grade::A : first;
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
