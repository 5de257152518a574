//===- Residence.h - a network in the memories of an accelerator *- C++ -*-===//
//
// Weights live in flash where there is one, else in main memory; what main memory
// cannot hold of them is fetched from the host over its link. Memory on the chip serves
// activations first, then weights. Every level holds what fits and passes on the rest.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Operators/Network.h"
#include "Physics/MemoryLevels.h"
#include "Records/Accelerator.h"

namespace mls {

template <class S> struct Residence {
  Data<S> total, capacity;             ///< of main memory
  Data<S> spilled;                     ///< weights that stay with the host
  Data<S> shortfall;                   ///< what nothing holds
  Ratio<S> weightCost, activationCost; ///< relative to traffic of main memory
  Ratio<S> excess;                     ///< total over capacity where something is missing, else 0

  Residence(const Accelerator<S> &chip, const Network<S> &n) {
    Data<S> active = n.state + n.widest;
    Bandwidth<S> memory = chip.memory.bandwidth;
    capacity = chip.memory.capacity;
    total = chip.flash.given() ? active : active + n.weights;
    Data<S> over = max(total - capacity, Data<S>());
    weightCost = activationCost = 1;
    if (chip.flash.given()) {
      shortfall = over + max(n.weights - chip.flash->capacity, Data<S>());
      weightCost = levelCost<S>(memory, chip.flash->bandwidth);
    } else if (chip.host_link.given()) {
      spilled = min(over, n.weights);
      shortfall = over - spilled;
      weightCost = splitCost(spilled / n.weights, levelCost<S>(memory, chip.host_link->per_direction), Ratio<S>(1));
    } else {
      shortfall = over;
    }
    if (chip.sram.given()) {
      Data<S> room = chip.sram->capacity;
      Ratio<S> onChip = levelCost<S>(memory, chip.sram->bandwidth);
      activationCost = splitCost(heldShare(room, active), onChip, activationCost);
      weightCost = splitCost(heldShare(room - active, n.weights), onChip, weightCost);
    }
    weightCost = let("weight_cost", weightCost), activationCost = let("activation_cost", activationCost);
    excess = select(less(Data<S>(), shortfall), 1 + shortfall / capacity, 0);
  }

  /// The operator with its traffic in terms of main memory.
  Operator<S> served(Operator<S> op) const {
    bool cache = op.kernel == Kernel::PrefillAttention || op.kernel == Kernel::DecodeAttention;
    op.operands = op.operands * (cache ? activationCost : weightCost);
    op.inputs = op.inputs * activationCost, op.outputs = op.outputs * activationCost;
    return op;
  }
};

} // namespace mls
