//===- Catalog.h - all records that a file can name -------------*- C++ -*-===//
#pragma once

#include "Schema/Schema.h"

namespace mls {

/// The records of hardware, models, workloads and sites; those of solvers are in
/// their signatures.
llvm::ArrayRef<const Schema *> recordSchemas();

} // namespace mls
