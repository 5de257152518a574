//===- Session.cpp - one program under evaluation ---------------------------===//

#include "Eval/Session.h"

namespace mls {

static ProgramView viewOf(const Checked &checked, llvm::ArrayRef<Override> overrides, SessionSetup &setup) {
  ProgramView view;
  view.sources = &checked.sources;
  view.overrides = overrides;
  view.block = std::move(setup.block);
  view.defaultOf = [&](const Schema *s, const Field &f) { return checked.defaultOf(s, f); };
  view.zoo = [&](const Schema *s) { return checked.zoo(s); };
  return view;
}

/// The later override of a path wins.
static std::vector<Override> joined(llvm::ArrayRef<Override> file, llvm::ArrayRef<Override> own) {
  std::vector<Override> all(file.begin(), file.end());
  all.insert(all.end(), own.begin(), own.end());
  return all;
}

Session::Session(const Checked &checked, llvm::ArrayRef<const Solver *> solvers, DiagnosticEngine &diags,
                 SessionSetup setup)
    : checked(checked), diags(diags), overrides(joined(checked.overrides, setup.overrides)),
      lowering(viewOf(checked, overrides, setup), diags), recorder(lowering.plan(), solvers) {
  lowering.decide = [this](PlanId id) {
    double value = recorder.value(id);
    return sound(id, plan().nodes[id].range) ? std::optional(value) : std::nullopt;
  };
}

std::optional<Value> Session::resolve(llvm::StringRef path) {
  for (const Statement &s : checked.statements)
    if (s.kind == Statement::Show && s.value && s.label == path)
      return lowering.lowerShown(s.value);
  // The longest beginning that is a declaration; the rest are its members and elements.
  for (llvm::StringRef head = path;;) {
    if (const Decl *d = checked.lookup(head); d && d->kind != DeclKind::Source && d->kind != DeclKind::Def)
      return below(lowering.lower(d), path.drop_front(head.size()));
    size_t cut = head.find_last_of(".[");
    if (cut == llvm::StringRef::npos)
      return std::nullopt;
    head = head.take_front(cut);
  }
}

/// The value at `.rows[0].price`.
std::optional<Value> Session::below(Value v, llvm::StringRef path) {
  while (!path.empty()) {
    size_t index;
    if (path.consume_front(".") && v.kind == Value::Record) {
      llvm::StringRef name = path.take_until([](char c) { return c == '.' || c == '['; });
      if (v.instance->schema && !lowering.hasMember(*v.instance, name))
        return std::nullopt;
      v = lowering.member(v, name);
      path = path.drop_front(name.size());
    } else if (path.consume_front("[") && !path.consumeInteger(10, index) && path.consume_front("]")) {
      size_t size = v.table ? v.table->rows : v.items.size();
      if (index >= size)
        return std::nullopt;
      v = v.table ? lowering.element(v, index) : v.items[index];
    } else {
      return std::nullopt;
    }
  }
  return v;
}

} // namespace mls
