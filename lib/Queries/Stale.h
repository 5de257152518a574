//===- Stale.h - answers that a query would have to ask anew ----*- C++ -*-===//
//
// A block is answered once, at the values of the file. Where another block varies what
// lies behind that answer, the answer would be another at each of its points.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Eval/Blocks.h"

namespace mls {

/// False: the block varies what the answer of another block that it uses rests on, which
/// was reported (E0816). What that block varies itself does not matter to it.
bool answersStay(const BlockContext &context, const BlockQuery &block);

} // namespace mls
