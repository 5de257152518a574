//===- DocText.h - schemas in words -----------------------------*- C++ -*-===//
#pragma once

#include "Sema/Check.h"

namespace mls {

/// What `mlsc doc` and the reference say of a field, in the units of a registry.
class DocText {
public:
  explicit DocText(const Checked &registry) : registry(registry) {}

  /// `Bandwidth` where it has a name, else `Time/Token`.
  std::string dimension(Dim dim) const;
  /// `Number`, `Memory`, `Map<ComputeRate>`, `fp8|bf16`.
  std::string type(const Field &field) const { return type(field, field.kind); }
  /// Unit, domain, group: what a value must keep to.
  std::string note(const Field &field, const Schema &schema) const;
  /// Publisher, title and address of a source of the registry; its id where it has none.
  std::string source(llvm::StringRef id) const;
  /// True when a step of the equations is a result: `memory.total`, the name of a function.
  static bool isResult(const Signature &signature, llvm::StringRef step);

private:
  std::string type(const Field &field, FieldKind kind) const;

  const Checked &registry;
};

} // namespace mls
