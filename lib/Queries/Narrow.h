//===- Narrow.h - a block closed in around one of its points ----*- C++ -*-===//
//
// `find P in lo..hi` without a step is walked on a grid. Around the best of its values the
// same block is asked again, with closer values of P, and everything else held at that
// point.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Queries/Sweep.h"

namespace mls {

/// The values that an input may take, about that of a point.
struct Window {
  double lo, hi;     ///< what the block allows
  double half = 0;   ///< half its width; 0: the input is held
};

class NarrowedBlock {
public:
  /// `settings`: what each input of the sweep is set to at the point. `windows`: beside
  /// them; of one that is not held `count` values are walked.
  NarrowedBlock(const Sweep &sweep, llvm::ArrayRef<double> settings, llvm::ArrayRef<Window> windows, unsigned count);

  BlockQuery block; ///< refers to this

private:
  const Node *node(const Sweep &sweep, unsigned input, double setting);

  MadeNodes made;
  std::vector<BlockAxis> axes;
  std::deque<std::vector<const Node *>> kids;
};

} // namespace mls
