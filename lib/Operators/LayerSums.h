//===- LayerSums.h - sums over the operators of a step ----------*- C++ -*-===//
//
// What operators of equally many layers take is added up before it is multiplied by that
// many: one product for each kind of layer instead of one for each operator.
//
//   LayerSums<S, Work<S>> sums;
//   for (const Operator<S> &op : lowered.operators)
//     sums.add(op, op.work);
//   Work<S> work = sums.total();
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Operators/Operator.h"
#include "llvm/ADT/STLExtras.h"

namespace mls {

/// `T` has `T += T` and `Ratio<S> * T`.
template <class S, class T> class LayerSums {
public:
  void add(const Operator<S> &op, const T &x) { add(op.layers, op.repeat, x); }
  void add(LayerKind kind, const Ratio<S> &repeat, const T &x) {
    auto *same = kind == LayerKind::Own ? parts.end() : llvm::find_if(parts, [&](const Part &p) { return p.kind == kind; });
    if (same == parts.end())
      parts.push_back({kind, repeat, x});
    else
      same->sum += x;
  }
  T total() const {
    if (parts.empty())
      return T();
    T total = parts[0].repeat * parts[0].sum;
    for (const Part &p : llvm::drop_begin(parts))
      total += p.repeat * p.sum;
    return total;
  }

private:
  struct Part {
    LayerKind kind;
    Ratio<S> repeat;
    T sum;
  };
  llvm::SmallVector<Part, 6> parts;
};

/// Arithmetic of one step on one device.
template <class S> Work<S> workOf(llvm::ArrayRef<Operator<S>> operators) {
  LayerSums<S, Work<S>> sums;
  for (const Operator<S> &op : operators)
    sums.add(op, op.work);
  return sums.total();
}

} // namespace mls
