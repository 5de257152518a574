//===- Idle.cpp - arguments that cannot matter -----------------------------===//
//
// A number that was written into a call, and on which none of its results depends
// whatever its value, answers a question that nobody asked: a misunderstanding, said
// where it stands. The other numbers of the call keep their values (a network share
// beside `tp: 1`), unless a query or `--set` varies them. Records with a name are exempt,
// for they serve other calls too, and so is what cannot be left out.
//
//===----------------------------------------------------------------------===//

#include "Eval/Idle.h"
#include "Tape/Live.h"
#include "llvm/ADT/StringSet.h"

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

/// What the queries of the file vary: arguments count beside other numbers of these, too.
struct Varied {
  llvm::StringSet<> paths;
  llvm::DenseSet<uint32_t> inputs; ///< of the plan, whatever name the path goes by
  bool all = false;                ///< every input, or whole records

  explicit Varied(Session &session) {
    for (const BlockQuery &block : session.checked.blocks) {
      all |= block.movesAll();
      for (const BlockAxis &axis : block.axes)
        for (const BlockInput &in : axis.inputs)
          add(session, in);
      for (const BlockInput &in : block.to)
        add(session, in);
    }
  }

private:
  void add(Session &session, const BlockInput &in) {
    paths.insert(in.text);
    if (in.path.empty())
      return;
    all |= in.type.kind == Type::Record;
    auto v = session.resolve(in.text);
    if (v && v->isNode() && session.plan().nodes[v->node].op == PlanOp::Input)
      inputs.insert(session.plan().nodes[v->node].index);
  }
};

/// Said by the call itself: what has a name of its own is there to be varied.
bool isOwn(const Node &value) {
  return value.op != NodeOp::Ref && value.op != NodeOp::Field && value.op != NodeOp::Local && value.op != NodeOp::Self;
}

/// One recorded call: what was written into it, and what it keeps at its default.
class IdleArguments {
public:
  IdleArguments(Session &session, uint32_t call, const Varied &varied)
      : session(session), call(session.plan().calls[call]), tape(session.recorder.tape()) {
    for (const Trace &t : session.recorder.call(call).results)
      if (!t.isConstant() && tape[t.id].op != Op::Input) // an argument that is said again
        results.push_back(t.id);
    for (const Written &w : writtenIn(*this->call.arguments))
      if (PlanId id = planOf(session.plan(), this->call, w); id != noPlan) {
        written.push_back({w, id});
        if (isOwn(*w.value) && settle(id, varied))
          kept.push_back({w.path, id});
      }
    for (auto [path, id] : llvm::zip_equal(this->call.slotPaths, this->call.slots)) {
      auto [argument, member] = llvm::StringRef(path).split('.');
      if (varied.paths.contains((llvm::Twine(this->call.name) + "." + argument).str()))
        continue;
      if (!member.empty() && isCount(id))
        settle(id, varied);
      else if ((member.empty() ? isDefault(id) : isFormat(argument, varied)) && settle(id, varied))
        kept.push_back({path, id});
    }
  }

  struct Reason {
    std::string path;
    PlanId id;
  };
  struct Idle {
    Written argument;
    const PlanCall *call;
    std::vector<Reason> reasons; ///< arguments with other values of which it would count
  };

  /// Each argument that was written: what `needed` is told, or its place in `idle`.
  void sort(llvm::DenseSet<const Node *> &needed, std::vector<Idle> &idle) {
    std::optional<llvm::BitVector> live;
    for (auto &[w, id] : written) {
      const Trace &given = session.recorder.at(id);
      if (given.isConstant())
        continue;
      if (!live)
        live = liveCode(tape, results);
      Idle entry{w, &call, {}};
      if (live->test(given.id) && (!settled.contains(given.id) || isRefused(*live) || matters(given.id, entry.reasons)))
        needed.insert(w.value);
      else
        idle.push_back(std::move(entry));
    }
  }

private:
  Session &session;
  const PlanCall &call;
  const Tape &tape;
  llvm::SmallVector<NodeId, 32> results;
  std::vector<std::pair<Written, PlanId>> written;
  std::vector<Reason> kept;            ///< of these what the call itself says or leaves at its default
  llvm::SmallDenseSet<NodeId> settled; ///< inputs that keep their value in this call
  NodeId first = noNode;

  const PlanInput *inputOf(PlanId id) const {
    const PlanNode &n = session.plan().nodes[id];
    return n.op == PlanOp::Input ? &session.plan().inputs[n.index] : nullptr;
  }
  bool isDefault(PlanId id) const {
    const PlanInput *in = inputOf(id);
    return in && in->kind == OriginKind::Default && !in->fromRegistry;
  }

  /// Whether the call has no answer at these numbers: then they decide nothing.
  bool isRefused(const llvm::BitVector &live) const {
    return llvm::any_of(live.set_bits(), [&](unsigned id) {
      return tape[id].op == Op::Require && session.recorder.values()[tape[id].a] == 0;
    });
  }
  /// How many there are of what the call runs on and of what the model is made of.
  bool isCount(PlanId id) const {
    const PlanInput *in = inputOf(id);
    return in && in->field && in->field->domain.integer && in->dim.isNumber();
  }
  /// A format that the call names: its width is a choice of this call, as a layout is.
  bool isFormat(llvm::StringRef argument, const Varied &varied) const {
    for (const Layer *layer = call.arguments->top; layer; layer = layer->below)
      for (const Entry &e : layer->entries)
        if (e.path.front() == argument)
          return e.value->op == NodeOp::Ref && e.value->decl->kind == DeclKind::Format &&
                 !varied.paths.contains(e.value->decl->name);
    return false;
  }

  /// False: it moves, or is settled already.
  bool settle(PlanId id, const Varied &varied) {
    const PlanInput *in = inputOf(id);
    const Trace &t = session.recorder.at(id);
    if (!in || t.isConstant() || in->kind == OriginKind::Override || varied.all || varied.paths.contains(in->path) ||
        varied.inputs.contains(session.plan().nodes[id].index) || !settled.insert(t.id).second)
      return false;
    first = first == noNode ? t.id : std::min(first, t.id);
    return true;
  }

  /// Whether a result depends on it as the others are; if not, which of them decide that.
  bool matters(NodeId given, std::vector<Reason> &reasons) {
    llvm::ArrayRef<double> values = session.recorder.values();
    if (influences(tape, values, given, results, settled, first))
      return true;
    for (const Reason &r : kept) {
      NodeId other = session.recorder.at(r.id).id;
      if (other == given)
        continue;
      settled.erase(other);
      if (influences(tape, values, given, results, settled, first))
        reasons.push_back(r);
      settled.insert(other);
    }
    return false;
  }
};

} // namespace

void reportIdleArguments(Session &session) {
  // One text may be several calls: of a `def`, or of each item of a list. What one of them needs stays.
  llvm::DenseSet<const Node *> needed;
  std::vector<IdleArguments::Idle> idle;
  Varied varied(session);
  for (uint32_t i = 0; i != session.recorder.callCount(); ++i)
    if (session.recorder.call(i).recorded && session.plan().calls[i].arguments)
      IdleArguments(session, i, varied).sort(needed, idle);
  for (const IdleArguments::Idle &x : idle) {
    if (!needed.insert(x.argument.value).second)
      continue;
    const PlanCall &call = *x.call;
    auto d = session.diags.report(diag::idle_argument, x.argument.value->range, x.argument.path,
                                  call.name[0] ? llvm::StringRef(call.name) : call.solver->name);
    d.at("given here");
    for (const IdleArguments::Reason &r : x.reasons) {
      const PlanInput &in = session.plan().inputs[session.plan().nodes[r.id].index];
      d.note(fmt::format("`{}` is {}{}; with another it would count", r.path, session.show(r.id),
                         in.kind == OriginKind::Default ? ", its default" : ""));
    }
    d.help(fmt::format("leave it out; `mlsc doc {}` says what each result is made of", call.solver->name));
  }
}

} // namespace mls
