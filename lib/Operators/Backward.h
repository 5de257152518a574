//===- Backward.h - the backward pass of an operator ------------*- C++ -*-===//
//
// Follows from the forward pass, kernel by kernel. Recomputation is a second forward
// pass and belongs to the caller.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Operators/Operator.h"
#include "Physics/Attention.h"

namespace mls {

/// `gradient`: size of a gradient over that of a weight.
///
///   products     dX = dY W^T and dW = X^T dY: twice the work; both read dY, one reads
///                the weights, the other the inputs and writes gradients
///   attention    scores are formed again (attentionBackwardWork); keys, values, queries
///                and outputs are read and their gradients written
///   elementwise  reads inputs and the gradients of outputs, writes those of inputs
template <class S> Operator<S> backward(const Operator<S> &forward, Ratio<S> gradient) {
  Operator<S> op = forward;
  switch (forward.kernel) {
  case Kernel::Gemm:
  case Kernel::Experts:
    op.work = 2 * forward.work;
    op.operands = (1 + gradient) * forward.operands;
    op.inputs = forward.inputs + 2 * forward.outputs;
    op.outputs = forward.inputs;
    if (op.shape) // that of dX for both; dW has as many weights
      std::swap(op.shape->depth, op.shape->columns), op.shape->count = 2;
    break;
  case Kernel::PrefillAttention:
  case Kernel::DecodeAttention:
    op.work = attentionBackwardWork(forward.work);
    op.operands = 2 * forward.operands;
    op.inputs = forward.inputs + 2 * forward.outputs;
    op.outputs = forward.inputs;
    break;
  case Kernel::Elementwise:
    op.inputs = forward.inputs + forward.outputs;
    op.outputs = forward.inputs;
    break;
  }
  return op;
}

template <class S> Lowered<S> backward(const Lowered<S> &forward, Ratio<S> gradient) {
  Lowered<S> out;
  out.messages = forward.messages;
  for (const Operator<S> &op : forward.operators)
    out.operators.push_back(backward(op, gradient));
  return out;
}

} // namespace mls
