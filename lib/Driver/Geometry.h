//===- Geometry.h - R6: parameters counted and published --------*- C++ -*-===//
#pragma once

#include "Sema/Check.h"

namespace mls {

/// E0712 for each decoder of a file or a registry folder whose geometry has another number of
/// parameters than is published of it. The one provenance rule that needs physics.
/// `registryDir`: the folder itself, or what a file is checked with.
void checkGeometry(const Checked &checked, const std::string &registryDir, DiagnosticEngine &diags);

} // namespace mls
