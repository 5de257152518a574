//===- Geometry.h - R6: parameters counted and published --------*- C++ -*-===//
#pragma once

#include "Sema/Check.h"

namespace mls {

/// E0712 for each decoder of a registry folder whose geometry has another number of
/// parameters than is published of it. The one provenance rule that needs physics.
void checkGeometry(const Checked &registry, const std::string &folder, DiagnosticEngine &diags);

} // namespace mls
