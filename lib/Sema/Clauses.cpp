//===- Clauses.cpp - which clauses a query takes --------------------------===//

#include "Sema/Clauses.h"

#include "llvm/ADT/StringSwitch.h"

namespace mls {

using Form = ast::QueryDecl::Form;
using Kind = ast::Clause::Kind;
using Word = ast::AxesClause::Word;

llvm::StringRef name(Form form) {
  switch (form) {
  case Form::Value: return "query";
  case Form::Sweep: return "sweep";
  case Form::Solve: return "solve";
  case Form::Optimize: return "optimize";
  case Form::Sensitivity: return "sensitivity";
  case Form::Uncertainty: return "uncertainty";
  }
  return {};
}

bool allowed(Form form, const ast::Clause &c) {
  bool table = form == Form::Sweep || form == Form::Optimize;
  switch (c.kind) {
  case Kind::Axes:
    switch (llvm::cast<ast::AxesClause>(c).word) {
    case Word::Over: return table;
    case Word::Find: return form == Form::Solve || form == Form::Optimize;
    case Word::Given: return form == Form::Uncertainty;
    }
    return true;
  case Kind::Goal: return form == Form::Optimize;
  case Kind::Per:
  case Kind::Sort:
  case Kind::Top: return table;
  case Kind::Of: return form == Form::Sensitivity || form == Form::Uncertainty;
  case Kind::To: return form == Form::Sensitivity;
  case Kind::By: return form == Form::Sensitivity || form == Form::Uncertainty;
  default: return true;
  }
}

llvm::StringRef clausesOf(Form form) {
  switch (form) {
  case Form::Sweep: return "`over`, `where`, `per`, `sort`, `top`, `let` and `show`";
  case Form::Solve: return "`find`, `where`, `let` and `show`";
  case Form::Optimize:
    return "`over`, `find`, `where`, `minimize`, `maximize`, `per`, `sort`, `top`, `let` and `show`";
  case Form::Sensitivity: return "`of`, `to`, `by`, `where`, `let` and `show`";
  case Form::Uncertainty: return "`of`, `given`, `by`, `where`, `let` and `show`";
  case Form::Value: break;
  }
  return {};
}

llvm::StringRef wordOf(const ast::Clause &c) {
  switch (c.kind) {
  case Kind::Axes: {
    Word w = llvm::cast<ast::AxesClause>(c).word;
    return w == Word::Over ? "over" : w == Word::Find ? "find" : "given";
  }
  case Kind::Goal: return llvm::cast<ast::GoalClause>(c).maximize ? "maximize" : "minimize";
  case Kind::Per: return "per";
  case Kind::Sort: return "sort";
  case Kind::Top: return "top";
  case Kind::Of: return "of";
  case Kind::To: return "to";
  default: return "by";
  }
}

llvm::StringRef exampleOf(llvm::StringRef clause) {
  return llvm::StringSwitch<llvm::StringRef>(clause)
      .Case("over", "over slo.batch in [1, 8, 64]")
      .Case("find", "find slo.batch in 1..512")
      .Case("where", "where slo.tpot == 10 ms/tok")
      .Case("minimize", "minimize slo.cost_per_token")
      .Default("of slo.tpot");
}

} // namespace mls
