//===- Printable.h - text that is safe to print -----------------*- C++ -*-===//
#pragma once

#include "llvm/ADT/StringRef.h"

#include <string>

namespace mls {

/// `text` on one line of valid UTF-8: control characters and stray bytes as `\n`, `\x1B`.
/// Messages quote files, and no file may break a line or steer a terminal.
std::string printable(llvm::StringRef text);

} // namespace mls
