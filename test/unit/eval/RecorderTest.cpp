//===- RecorderTest.cpp - calls through the plan onto one tape ------------===//
//
// A solver of this test alone, bound by hand-made programs: values, sharing, and
// equality with the `double` entry point.
//
//===----------------------------------------------------------------------===//

#include "../Check.h"
#include "../lowering/Ir.h"
#include "Eval/Recorder.h"
#include "Schema/Record.h"
#include "Tape/Live.h"

using namespace mls;
using namespace mls::test;

namespace mls {
namespace {

enum class Kind { Fast, Slow };

template <class S> struct Engine {
  Ratio<S> rate;
  Opt<Ratio<S>> boost;
  MLS_RECORD("Engine", "does work", "") {
    return std::tuple{in("rate", &Engine::rate, "work a second"), in("boost", &Engine::boost, "gain")};
  }
};
} // namespace
MLS_ENUM(Kind, "fast", "slow");
namespace {

template <class S> struct JobIn {
  Engine<S> on;
  Ratio<S> work;
  Kind kind;
  List<Ratio<S>> extra;
  MLS_RECORD("job", "time of a job", "") {
    return std::tuple{in("on", &JobIn::on, "where"), in("work", &JobIn::work, "how much"), in("kind", &JobIn::kind, "which"),
                      in("extra", &JobIn::extra, "more of it")};
  }
};
template <class S> struct JobOut {
  Ratio<S> time, boosted;
  MLS_RECORD("job.result", "a job", "") {
    return std::tuple{out("time", &JobOut::time, "how long"), out("boosted", &JobOut::boosted, "with boost")};
  }
};
template <class S> JobOut<S> job(const JobIn<S> &in) {
  JobOut<S> o;
  Ratio<S> work = in.work;
  for (const Ratio<S> &e : in.extra)
    work += e;
  o.time = work / (in.kind == Kind::Fast ? 2 * in.on.rate : in.on.rate);
  o.boosted = o.time / *in.on.boost;
  return o;
}

} // namespace
MLS_DEFINE_SOLVER(TestJob, job, JobIn, JobOut)

namespace {

struct Fixture : Ir {
  const Solver *table[1] = {&solverTestJob};
  const Schema *engine = findField(solverTestJob.signature.in, "on")->sub;

  const Decl *query(llvm::StringRef name, const Node *on, const Node *work, llvm::StringRef kind = "fast") {
    Node &n = make(NodeOp::Call, Type::Record);
    n.solver = &solverTestJob.signature;
    n.entries = entries.emplace_back(std::vector{entry("on", on), entry("work", work), entry("kind", word(kind)),
                                                 entry("extra", with(NodeOp::List, {number(1), number(2)}, Type::List))});
    return declare(name, &n, DeclKind::Query);
  }
};

} // namespace
} // namespace mls

TEST(aCallIsBoundInSchemaOrder) {
  Fixture f;
  const Decl *q = f.query("q", &f.record(f.engine, {f.entry("rate", f.number(5))}), f.number(17));
  Lowered lower(f);
  Recorder recorder(lower.plan(), f.table);
  Value time = lower.lower(f.field(f.ref(q), "time"));
  CHECK_EQ(recorder.value(time.node), (17.0 + 1 + 2) / (2 * 5));
  const PlanCall &call = lower.plan().calls[0];
  CHECK_EQ(call.tags, (std::vector<int64_t>{0, 0, 2})); // no boost, fast, two extras
  CHECK_EQ(std::string(call.slotPaths[0]), "on.rate");
  CHECK_EQ(call.slots.size(), 4u);
}

TEST(theTapeGivesWhatDoubleGives) {
  Fixture f;
  const Decl *q = f.query("q", &f.record(f.engine, {f.entry("rate", f.number(0.3)), f.entry("boost", f.number(1.7))}), f.number(0.1), "slow");
  Lowered lower(f);
  Recorder recorder(lower.plan(), f.table);
  Value boosted = lower.lower(f.field(f.ref(q), "boosted"));
  const PlanCall &call = lower.plan().calls[0];
  std::vector<double> slots;
  for (PlanId id : call.slots)
    slots.push_back(valueOf(lower.plan(), id));
  Writer<double> writer;
  solverTestJob.run(slots, call.tags, writer);
  CHECK_EQ(recorder.value(boosted.node), writer.slots[1]);
}

TEST(argumentsArePathsAndResultsWin) {
  Fixture f;
  const Decl *q = f.query("q", &f.record(f.engine, {f.entry("rate", f.number(5))}), f.number(17));
  f.set("q.on.rate", f.number(10));
  Lowered lower(f);
  Recorder recorder(lower.plan(), f.table);
  CHECK_EQ(recorder.value(lower.lower(f.field(f.ref(q), "work")).node), 17.0);
  CHECK_EQ(recorder.value(lower.lower(f.field(f.ref(q), "time")).node), 1.0);
  const Decl *other = f.declare("other", f.with(f.ref(q), {f.entry("work", f.number(37))}), DeclKind::Query);
  CHECK_EQ(recorder.value(lower.lower(f.field(f.ref(other), "time")).node), 2.0);
}

TEST(twoCallsShareWhatTheyHaveInCommon) {
  Fixture f;
  const Decl *engine = f.declare("E", &f.record(f.engine, {f.entry("rate", f.number(5))}), DeclKind::Hardware);
  const Decl *a = f.query("a", f.ref(engine), f.number(17)), *b = f.query("b", f.ref(engine), f.number(17));
  Lowered lower(f);
  Recorder recorder(lower.plan(), f.table);
  recorder.at(lower.lower(f.field(f.ref(a), "time")).node);
  size_t before = recorder.tape().inputs().size();
  recorder.at(lower.lower(f.field(f.ref(b), "time")).node);
  CHECK_EQ(recorder.tape().inputs().size(), before + 3); // its work and two extras; the engine is shared
}

TEST(anAbsentOptionalIsAProblemOfWhatReadsIt) {
  Fixture f;
  const Decl *engine = f.declare("E", &f.record(f.engine, {f.entry("rate", f.number(5))}), DeclKind::Hardware);
  const Decl *q = f.query("q", f.ref(engine), f.number(17));
  Lowered lower(f);
  Recorder recorder(lower.plan(), f.table);
  PlanId time = lower.lower(f.field(f.ref(q), "time")).node, boosted = lower.lower(f.field(f.ref(q), "boosted")).node;
  CHECK_EQ(recorder.value(time), 2.0);
  CHECK(std::isnan(recorder.value(boosted)));
  auto found = problems(recorder.tape(), recorder.values(), recorder.node(boosted));
  CHECK(found.size() == 1 && found[0].kind == Problem::Missing);
  auto missing = lower.missingIn(lower.plan().calls[0], recorder.tape().missing()[found[0].index].name);
  CHECK(missing.has_value());
  CHECK_EQ(std::string(lower.plan().missing[*missing].path), "E");
  CHECK_EQ(lower.plan().missing[*missing].name.str(), "boost");
}

MLS_TEST_MAIN()
