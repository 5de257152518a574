//===- Catalogue.h - records made by hand ---------------------------------===//
//
// Sema knows records and solvers only by their schemas; its tests bring their own.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Check.h"
#include "Sema/Check.h"

namespace mls::test {

inline const Dim time = Base::Time, data = Base::Data;

/// A box has a size, and a rate that follows from it; a task has a load; `fill` pours one into the other.
inline Catalog catalogue() {
  static const Field boxFields[] = {
      {.name = "size", .dim = data, .unit = "B", .domain = {.lo = 0, .openLo = true}},
      {.name = "rate", .dim = data / time, .defaultValue = "size / 2 s"},
      {.name = "spare", .dim = data, .optional = true},
  };
  static const Schema box{.name = "Box", .side = Side::Supply, .keyword = "hardware", .fields = boxFields};
  static const Field taskFields[] = {{.name = "load", .dim = data}};
  static const Schema task{.name = "Task", .side = Side::Demand, .keyword = "workload", .fields = taskFields};
  static const Field inFields[] = {
      {.name = "task", .kind = FieldKind::Record, .sub = &task},
      {.name = "into", .kind = FieldKind::Record, .sub = &box},
      {.name = "times", .domain = {.lo = 1, .integer = true}, .defaultValue = "1"},
  };
  static const Schema in{.name = "fill", .fields = inFields};
  static const Field outFields[] = {{.name = "time", .dim = time}};
  static const Schema out{.name = "fill.result", .fields = outFields};
  static const Signature fill{.name = "fill", .in = &in, .out = &out};
  static const Schema *const schemas[] = {&box, &task};
  static const Signature *const solvers[] = {&fill};
  return {schemas, solvers};
}


/// Units of the hand-made registry, sorted as UnitTable wants them.
inline const RegistryImage &image() {
  static const UnitDef unitRows[] = {
      {.name = "B", .dim = data, .factor = Rational(8)}, {.name = "bit", .dim = data}, {.name = "s", .dim = time}};
  static const RegistryImage image{.units = unitRows, .date = "2026.11", .hash = "0"};
  return image;
}

inline std::shared_ptr<const Checked> checkText(std::string text, std::vector<std::string> overrides = {}) {
  static const Catalog all = catalogue();
  CheckInput input;
  input.name = "test.mls";
  input.text = std::move(text);
  input.catalog = &all;
  input.registry = Registry(image());
  input.options.overrides = std::move(overrides);
  return check(std::move(input));
}

} // namespace mls::test
