//===- Formula.h - operations as an expression of `.mls` --------*- C++ -*-===//
#pragma once

#include "Tape/Tape.h"

#include <string>

namespace mls {

using NodeNames = llvm::DenseMap<NodeId, std::string>;

/// What `root` is computed from, down to the nodes that have a name here, with the
/// fewest parentheses that keep the meaning.
std::string printFormula(const Tape &tape, NodeId root, const NodeNames &names);

} // namespace mls
