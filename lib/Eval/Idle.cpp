//===- Idle.cpp - arguments that cannot matter -----------------------------===//
//
// A number that was written into a call, and on which none of its results depends
// whatever its value, answers a question that nobody asked: a misunderstanding, said
// where it stands. Records with a name are exempt, for they serve other calls too, and
// so is what cannot be left out.
//
//===----------------------------------------------------------------------===//

#include "Eval/Idle.h"
#include "Tape/Live.h"

namespace mls {

namespace {

/// A number written in a call: its path among the slots (`efficiency.network`), its place.
struct Written {
  std::string path;
  const Node *value;
};

void collect(const Entry &entry, const Schema *schema, const std::string &prefix, std::vector<Written> &to);

/// `field`: whose value it is, where a schema says so.
void collect(const Node *value, const Field *field, const std::string &path, std::vector<Written> &to) {
  switch (value->op) {
  case NodeOp::Record:
  case NodeOp::Map:
  case NodeOp::With: // what it changes; the record changed has a name
    for (const Entry &e : value->entries)
      collect(e, value->op == NodeOp::Map ? nullptr : value->type.schema, path + ".", to);
    break;
  case NodeOp::List:
    for (size_t i = 0; i != value->kids.size(); ++i)
      collect(value->kids[i], field, fmt::format("{}[{}]", path, i), to);
    break;
  default:
    if (value->type.kind == Type::Quantity && !(field && field->isRequired()))
      to.push_back({path, value});
  }
}

void collect(const Entry &entry, const Schema *schema, const std::string &prefix, std::vector<Written> &to) {
  const Field *field = schema ? findField(schema, entry.path[0]) : nullptr;
  for (llvm::StringRef part : entry.path.drop_front())
    field = field && field->sub ? findField(field->sub, part) : nullptr;
  collect(entry.value, field, prefix + fmt::format("{}", fmt::join(entry.path, ".")), to);
}

/// What the plan made of a number: the slot it fills, or, of a figure that is given in
/// another form than the solver reads (`bidirectional`), where it was computed with.
PlanId planOf(const Plan &plan, const PlanCall &call, const Written &w) {
  if (auto slot = llvm::find(call.slotPaths, llvm::StringRef(w.path)); slot != call.slotPaths.end())
    return call.slots[size_t(slot - call.slotPaths.begin())];
  for (PlanId id = 0; id != plan.nodes.size(); ++id)
    if (plan.nodes[id].range == w.value->range)
      return id;
  return noPlan; // structure, or for people
}

std::vector<Written> writtenIn(const Instance &arguments) {
  std::vector<Written> written;
  for (const Layer *layer = arguments.top; layer; layer = layer->below)
    for (const Entry &e : layer->entries)
      if (e.pathRange.valid()) // else inherited
        collect(e, arguments.schema, "", written);
  return written;
}

} // namespace

void reportIdleArguments(Session &session) {
  Recorder &recorder = session.recorder;
  const Tape &tape = recorder.tape();
  llvm::DenseSet<const Node *> reported;
  for (uint32_t i = 0; i != recorder.callCount(); ++i) {
    const PlanCall &call = session.plan().calls[i];
    if (!recorder.call(i).recorded || !call.arguments)
      continue;
    llvm::SmallVector<NodeId, 32> results;
    for (const Trace &t : recorder.call(i).results)
      if (!t.isConstant())
        results.push_back(t.id);
    std::optional<llvm::BitVector> live;
    for (const Written &w : writtenIn(*call.arguments)) {
      PlanId id = planOf(session.plan(), call, w);
      if (id == noPlan)
        continue;
      const Trace &given = recorder.at(id);
      if (!live)
        live = liveCode(tape, results);
      if (given.isConstant() || live->test(given.id) || !reported.insert(w.value).second)
        continue;
      auto d = session.diags.report(diag::idle_argument, w.value->range, w.path,
                                    call.name[0] ? llvm::StringRef(call.name) : call.solver->name);
      d.at("given here");
      d.help(fmt::format("leave it out; `mlsc doc {}` says what each result is made of", call.solver->name));
    }
  }
}

} // namespace mls
