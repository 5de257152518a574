//===- Idle.h - arguments that cannot matter --------------------*- C++ -*-===//
#pragma once

#include "Eval/Session.h"

namespace mls {

/// E0815 for each number that was written into a recorded call and on which none of its
/// results depends.
void reportIdleArguments(Session &session);

} // namespace mls
