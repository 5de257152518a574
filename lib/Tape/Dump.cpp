#include "Tape/Tape.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>

using namespace mls;

/// What a node is beyond its operands: `"on.rent"`, `erlang_c`, a number.
static std::string detailOf(const Tape &tape, const TapeNode &n) {
  switch (n.op) {
  case Op::Constant:
    return fmt::format(" {}", n.value);
  case Op::Input:
    return fmt::format(" {}", tape.inputs()[n.index].name.str());
  case Op::Missing:
    return fmt::format(" {}", tape.missing()[n.index].name.str());
  case Op::Extern:
    return fmt::format(" {}", tape.externs()[n.index]->name);
  case Op::Require:
    return fmt::format(" \"{}\"", tape.reason(n).str());
  default:
    return {};
  }
}

void mls::dump(const Tape &tape, llvm::raw_ostream &os) {
  std::vector<std::string> notes(tape.size());
  for (const Tape::Step &s : tape.steps()) {
    std::string &note = notes[s.node];
    note += fmt::format("{}{}{}{}", note.empty() ? "" : " = ", s.scope.str(), s.scope.empty() ? "" : ".", s.name.str());
  }
  for (const Tape::Guard &g : tape.guards())
    notes[g.condition] += fmt::format("{}guard {}", notes[g.condition].empty() ? "" : "  ", g.outcome);

  for (NodeId id = 0; id != tape.size(); ++id) {
    const TapeNode &n = tape[id];
    std::string line = fmt::format("%{} = {}{}", id, spelling(n.op).str(), detailOf(tape, n));
    const char *separator = n.op == Op::Require || n.op == Op::Extern ? ", " : " ";
    n.forEachOperand([&](NodeId operand) {
      line += fmt::format("{}%{}", separator, operand);
      separator = ", ";
    });
    if (!notes[id].empty())
      line = fmt::format("{:<32} ; {}{}", line, notes[id], n.op == Op::Constant ? "" : fmt::format(" = {}", n.value));
    else if (n.op != Op::Constant)
      line = fmt::format("{:<32} ; {}", line, n.value);
    os << line << "\n";
  }
}
