//===- CompareInputs.h - the inputs in which two programs differ -*- C++ -*-===//
#pragma once

#include "Eval/Session.h"

#include <deque>

namespace mls {

/// An input with another value in the second program, as an override of the first.
struct InputDifference {
  std::vector<llvm::StringRef> parts; ///< declaration, then members
  Node value;
  std::string before, after;

  std::string path() const;
  Override override() const;
};

/// Fields and arguments of the declarations that both have. What is computed in both is
/// left out: it follows from others.
std::deque<InputDifference> inputDifferences(Session &before, Session &after);

} // namespace mls
