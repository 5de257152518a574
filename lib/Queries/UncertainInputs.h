//===- UncertainInputs.h - the inputs of a `given` --------------*- C++ -*-===//
#pragma once

#include "Queries/Replay.h"
#include "Queries/UncertaintySamples.h"

#include <optional>

namespace mls {

/// An input of a plan and how it is spread.
struct UncertainInput {
  uint32_t input; ///< into Plan::inputs
  Spread spread;
};

/// How `given P in …` spreads P; nullopt: its ends have no value (reported). `domain`
/// of the field cuts what is spread without ends.
std::optional<Spread> spreadOf(const BlockAxis &axis, Session &file, DiagnosticEngine &diags);

/// How far `by` of a block moves its inputs, as a share; `otherwise` where there is none;
/// nullopt: it is no share above 0 (reported).
std::optional<double> swingOf(const BlockQuery &block, Session &file, DiagnosticEngine &diags, double otherwise);

/// The figures at or below a value that declare a range. `width`: what those without one
/// are taken to be off by, where they are estimates or have no source; 0: nothing.
void addDeclared(Session &session, llvm::ArrayRef<uint32_t> inputs, double width, std::vector<UncertainInput> &to);

/// What a path of a block stands for: a field of a record, an argument of a query.
Value inputValue(Session &session, const BlockInput &input);

/// The inputs behind everything at or below a value: of a record, of its fields.
void inputsBelow(Session &session, const Value &value, std::vector<uint32_t> &to, unsigned depth = 0);

} // namespace mls
