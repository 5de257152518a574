//===- Equations.cpp - a solver traced on symbols --------------------------===//

#include "Eval/Equations.h"
#include "Tape/Explain.h"
#include "Tape/Run.h"
#include "llvm/ADT/DenseSet.h"

using namespace mls;

namespace {

/// Writes the two streams of a record whose every number is a symbol: an input of the
/// tape named by its path.
class Symbols {
public:
  explicit Symbols(Tape &tape) : tape(tape) {}

  std::vector<Trace> slots;
  std::vector<int64_t> tags;

  /// `word`: the default of the field that holds the record, `bf16` of a format.
  void record(const Schema &schema, const std::string &prefix, llvm::StringRef word = {}) {
    for (const Field &field : schema.fields) {
      if (field.languageOnly)
        continue;
      if (field.optional) {
        tags.push_back(0);
        continue;
      }
      value(field, field.kind, prefix.empty() ? field.name.str() : prefix + "." + field.name.str(),
            field.defaultValue.empty() ? word : field.defaultValue);
    }
  }

private:
  void value(const Field &field, FieldKind kind, const std::string &path, llvm::StringRef word) {
    switch (kind) {
    case FieldKind::Quantity:
    case FieldKind::Flag:
    case FieldKind::Choice:
      // Any admissible number will do: only names are printed.
      slots.push_back(tape.input(field.domain.contains(1) ? 1 : field.domain.lo, path, field.dim));
      break;
    case FieldKind::Integer:
      tags.push_back(0);
      break;
    case FieldKind::Bool:
      tags.push_back(word == "true");
      break;
    case FieldKind::Enum: {
      const auto *at = llvm::find(field.names, word);
      tags.push_back(at == field.names.end() ? 0 : at - field.names.begin());
      break;
    }
    case FieldKind::Record:
      record(*field.sub, path, word);
      break;
    case FieldKind::List:
      tags.push_back(1);
      value(field, field.element, path, word);
      break;
    case FieldKind::Map:
      if (field.names.empty()) { // by free names: one of them
        tags.push_back(1);
        value(field, field.element, path, word);
      }
      for (llvm::StringRef key : field.names) {
        tags.push_back(1);
        value(field, field.element, path + "." + key.str(), word);
      }
      break;
    case FieldKind::OneOf:
      tags.push_back(0);
      record(*field.alternatives.front(), path, word);
      break;
    case FieldKind::Text:
      break;
    }
  }

  Tape &tape;
};

bool isCount(const Field &field) { return field.kind == FieldKind::Integer && field.defaultValue.empty(); }
bool isWord(const Field &field) { return field.kind == FieldKind::Bool || field.kind == FieldKind::Enum; }

} // namespace

std::vector<std::string> mls::equations(const Solver &solver) {
  const Signature &signature = solver.signature;
  if (llvm::any_of(signature.in->fields, isCount))
    return {};
  Tape tape;
  Symbols symbols(tape);
  symbols.record(*signature.in, "");
  Writer<Trace> results;
  solver.trace(tape, symbols.slots, symbols.tags, results);
  std::vector<double> values = recordedValues(tape);
  Explain explain(tape, values);

  std::vector<std::string> lines;
  llvm::DenseSet<NodeId> printed;
  for (const Trace &result : results.slots) {
    llvm::SmallVector<NodeId, 16> stack{tape.node(result)};
    while (!stack.empty()) {
      NodeId id = stack.pop_back_val();
      if (!printed.insert(id).second)
        continue;
      Formula formula = explain.formula(id);
      std::string name = explain.isNamed(id) ? explain.name(id) : std::string();
      bool renames = llvm::StringRef(name).rsplit('.').second == formula.text || name == formula.text;
      if (!formula.text.empty() && !name.empty() && !renames)
        lines.push_back(name + " = " + formula.text);
      for (NodeId operand : llvm::reverse(formula.operands))
        stack.push_back(operand);
    }
  }
  if (signature.isFunction)
    for (const Field &field : llvm::make_filter_range(signature.in->fields, isWord))
      lines.push_back(("where " + field.name + " = " + field.defaultValue).str());
  return lines;
}
