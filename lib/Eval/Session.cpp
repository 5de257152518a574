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
      return lowering.lower(s.value);
  // The longest beginning that is a declaration; the rest are its members.
  for (llvm::StringRef head = path;; head = head.rsplit('.').first) {
    if (const Decl *d = checked.lookup(head); d && d->kind != DeclKind::Source && d->kind != DeclKind::Def) {
      Value v = lowering.lower(d);
      llvm::StringRef rest = path.drop_front(head.size());
      while (rest.consume_front(".") && v.kind == Value::Record) {
        auto [name, tail] = rest.split('.');
        if (v.instance->schema && !lowering.hasMember(*v.instance, name))
          return std::nullopt;
        v = lowering.member(v, name);
        rest = rest.drop_front(name.size());
      }
      return rest.empty() ? std::optional(v) : std::nullopt;
    }
    if (!head.contains('.'))
      return std::nullopt;
  }
}

} // namespace mls
