//===- Schema.cpp - schemas in words --------------------------------------===//

#include "Schema/Schema.h"

#include <cmath>

namespace mls {

std::string describe(const Domain &d, llvm::function_ref<std::string(double)> number) {
  std::string range;
  if (std::isfinite(d.lo))
    range = (d.openLo ? "above " : "at least ") + number(d.lo);
  if (std::isfinite(d.hi))
    range += (range.empty() ? "" : " and ") + std::string(d.openHi ? "below " : "at most ") + number(d.hi);
  if (d.integer)
    return range.empty() ? "a whole number" : "a whole number of " + range;
  return range.empty() ? "finite" : range;
}

std::string callForm(const Signature &s) {
  std::string arguments;
  for (const Field &f : s.in->fields) {
    bool bare = &f < s.in->fields.begin() + s.positional;
    if (!f.isRequired())
      continue;
    arguments += (arguments.empty() ? "" : ", ") + f.name.str() + (bare ? "" : ": …");
  }
  return s.name.str() + "(" + arguments + ")";
}

} // namespace mls
