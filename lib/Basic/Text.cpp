//===- Text.cpp - small text helpers of messages --------------------------===//

#include "Basic/Text.h"

#include "Basic/Printable.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/ConvertUTF.h"

#include <algorithm>

using namespace llvm;

namespace mls {

std::string plural(uint64_t n, StringRef one, StringRef many) {
  if (n == 1)
    return fmt::format("1 {}", one);
  return many.empty() ? fmt::format("{} {}s", n, one) : fmt::format("{} {}", n, many);
}

std::string quotedList(ArrayRef<StringRef> names, StringRef word, size_t limit) {
  std::string out;
  size_t shown = std::min(names.size(), limit);
  for (size_t i = 0; i != shown; ++i) {
    bool last = i + 1 == names.size();
    if (i != 0)
      out += last ? fmt::format(" {} ", word) : ", ";
    out += fmt::format("`{}`", names[i]);
  }
  if (shown != names.size())
    out += fmt::format(", … ({} more)", names.size() - shown);
  return out;
}

static SmallVector<StringRef, 32> refs(ArrayRef<std::string> names) {
  return SmallVector<StringRef, 32>(names.begin(), names.end());
}

std::string quotedList(ArrayRef<std::string> names, StringRef word, size_t limit) {
  return quotedList(refs(names), word, limit);
}

/// `a` and `b` differ in the order of two neighbours alone.
static bool isSwap(StringRef a, StringRef b) {
  if (a.size() != b.size())
    return false;
  size_t i = std::mismatch(a.begin(), a.end(), b.begin()).first - a.begin();
  return i + 1 < a.size() && a[i] == b[i + 1] && a[i + 1] == b[i] && a.substr(i + 2) == b.substr(i + 2);
}

StringRef nearest(StringRef word, ArrayRef<StringRef> candidates) {
  for (StringRef candidate : candidates)
    if (candidate.equals_insensitive(word))
      return candidate;
  for (StringRef candidate : candidates)
    if (isSwap(word, candidate))
      return candidate;
  unsigned bound = std::max<size_t>(1, (word.size() + 1) / 3);
  StringRef best;
  for (StringRef candidate : candidates) {
    // A replacement of every letter is no likeness, whatever its distance.
    unsigned distance = word.edit_distance(candidate, /*AllowReplacements=*/true, bound);
    if (distance <= bound && distance < std::max(word.size(), candidate.size())) {
      best = candidate;
      if (distance <= 1)
        break;
      bound = distance - 1;
    }
  }
  return best;
}

StringRef nearest(StringRef word, ArrayRef<std::string> candidates) { return nearest(word, refs(candidates)); }

size_t characterBytes(StringRef utf8) {
  auto *begin = reinterpret_cast<const UTF8 *>(utf8.data());
  size_t bytes = getNumBytesForUTF8(*begin);
  return bytes <= utf8.size() && isLegalUTF8Sequence(begin, begin + bytes) ? bytes : 1;
}

std::string printable(StringRef text) {
  std::string out;
  while (!text.empty()) {
    size_t bytes = characterBytes(text);
    auto byte = uint8_t(text.front());
    if (byte == '\n')
      out += "\\n";
    else if (bytes == 1 && (byte < 0x20 || byte >= 0x7F))
      out += fmt::format("\\x{:02X}", byte);
    else
      out += text.take_front(bytes);
    text = text.substr(bytes);
  }
  return out;
}

/// Continuation bytes start no character. A plain loop, which compilers vectorise:
/// a line of 10 MB costs a millisecond.
size_t codePoints(StringRef utf8) {
  return std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

size_t utf16Length(StringRef utf8) {
  size_t pairs = std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xF8) == 0xF0; });
  return codePoints(utf8) + pairs;
}

size_t utf16ToByte(StringRef utf8, size_t units) {
  size_t at = 0;
  while (at < utf8.size() && units != 0) {
    size_t bytes = characterBytes(utf8.substr(at));
    size_t width = bytes == 4 ? 2 : 1;
    if (width > units)
      break;
    units -= width;
    at += bytes;
  }
  return at;
}

} // namespace mls
