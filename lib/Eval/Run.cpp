//===- Run.cpp - a checked file, evaluated -------------------------------------===//

#include "Eval/Run.h"
#include "Eval/Idle.h"
#include "Eval/Statements.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"

#include <set>

namespace mls {

namespace {

/// The declarations that shows (and asserts) reach.
llvm::DenseSet<const Decl *> reached(const Checked &checked, bool byAsserts) {
  llvm::SmallVector<const Node *, 32> from;
  for (const Statement &s : checked.statements)
    if (byAsserts || s.kind == Statement::Show)
      from.push_back(s.value);
  for (const BlockQuery &block : checked.blocks) // a block runs, whoever asks for it
    Blocks::uses(block, [&](const Node *n) { from.push_back(n); });
  return Blocks::reach(checked, from);
}

class FileRun {
public:
  FileRun(const Checked &checked, const Engine &engine, DiagnosticEngine &diags,
          const RunControl &control = {})
      : checked(checked), isFirstShard(control.shard == 1), blocks(checked, engine, diags, control),
        session(checked, engine.solvers, diags,
                SessionSetup{{}, [this](Lowering &asker, const Decl *decl) { return blocks.value(asker, decl); }}) {}

  Results evaluate() {
    results.file = checked.sources.name(checked.file).str();
    results.registryVersion = checked.registry.version();
    lines();
    reportIdleArguments(session);
    header();
    return std::move(results);
  }

  Session &evaluated() { return session; }

private:
  /// Shows, asserts and the queries that neither reaches, in file order.
  void lines() {
    struct Item {
      Range range;
      const Statement *statement;
      const Decl *decl;
    };
    std::vector<Item> items;
    for (const Statement &s : checked.statements)
      if (s.value && s.value->op != NodeOp::Error)
        items.push_back({s.range, &s, nullptr});
    auto used = reached(checked, true), shown = reached(checked, false);
    for (const Decl *d : checked.decls)
      if (d->kind == DeclKind::Query && !(blocks.find(d) ? shown : used).contains(d))
        items.push_back({d->range, nullptr, d});
    if (items.empty()) // output is never empty
      for (const Decl *d : checked.decls)
        if (d->kind == DeclKind::Let)
          items.push_back({d->range, nullptr, d});
    llvm::stable_sort(items, [](const Item &a, const Item &b) { return a.range.begin < b.range.begin; });
    for (const Item &item : items)
      item.statement ? statement(*item.statement) : declaration(item.decl);
  }

  void statement(const Statement &s) {
    if (s.kind == Statement::Assert) {
      results.order.emplace_back(Results::Assert, unsigned(results.asserts.size()));
      results.asserts.push_back(evaluateAssert(session, s, behind));
      return;
    }
    if (s.value->op == NodeOp::Ref && blocks.find(s.value->decl))
      return block(s.value->decl);
    size_t before = results.shown.size();
    evaluateShow(session, s, results.shown, behind);
    listed(before);
  }

  /// All that a query block answers.
  void block(const Decl *d) {
    if (BlockAnswer *answer = blocks.answer(d)) {
      if (isFirstShard || answer->isDivided())
        answer->report(results);
      answer->evidence([&](Session &session, llvm::ArrayRef<uint32_t> inputs) { account(session, inputs); });
      return;
    }
    size_t before = results.shown.size();
    ShownResult &line = results.shown.emplace_back();
    line.name = d->name.str();
    line.range = d->range;
    line.failed = true;
    listed(before);
  }

  void declaration(const Decl *d) {
    if (blocks.find(d))
      return block(d);
    size_t before = results.shown.size();
    Value v = session.lowering.lower(d);
    if (v.kind == Value::Record && v.instance->arguments) {
      evaluateQuery(session, v, d->name, d->nameRange, true, results.shown, behind);
    } else if (d->value) {
      Statement show;
      show.label = d->name;
      show.value = d->value;
      show.range = d->range;
      evaluateShow(session, show, results.shown, behind);
    }
    listed(before);
  }

  void listed(size_t before) {
    for (size_t i = before; i != results.shown.size(); ++i)
      results.order.emplace_back(Results::Shown, unsigned(i));
  }

  //===-- What stands above and below the lines -------------------------------===//

  /// Notes what a reader has to know about these inputs of a session.
  void account(Session &session, llvm::ArrayRef<uint32_t> inputs) {
    for (uint32_t i : inputs) {
      const PlanInput &in = session.plan().inputs[i];
      std::string origin = Session::originText(in);
      if (origin == "unsourced" && seen.insert(fmt::format("{}:{}:{}", in.path, in.range.file, in.range.begin)).second)
        results.unsourced.push_back({std::string(in.path), session.showInputOf(in), origin, in.range});
      if (in.role == InputRole::Figure && in.dim.twelfths(unsigned(Base::Money)))
        prices.insert(price(session, in, origin));
    }
    for (const PlanCall &call : session.plan().calls)
      effects.insert(call.solver->notModelled.begin(), call.solver->notModelled.end());
  }

  void header() {
    llvm::SetVector<uint32_t> all(behind.begin(), behind.end());
    for (const ShownResult &line : results.shown)
      results.grade = std::max(results.grade, line.trust.grade);
    for (const AssertResult &line : results.asserts)
      results.grade = std::max(results.grade, line.trust.grade);
    for (const TableResult &table : results.tables)
      results.grade = std::max(results.grade, table.grade);
    account(session, all.getArrayRef());
    constexpr size_t mostPrices = 3;
    results.priceBasis = llvm::join(prices.getArrayRef().take_front(mostPrices), "; ");
    if (prices.size() > mostPrices)
      results.priceBasis += fmt::format("; and {} more", prices.size() - mostPrices);
    for (const Override &o : checked.overrides)
      results.overrides.push_back({llvm::join(o.path, "."), overrideText(o), "override", o.value ? o.value->range : Range()});
    for (const Lowering::BareUse &use : session.lowering.bareUses())
      results.notes.push_back({use.path, fmt::format("a bare `{}` sets `{}` alone; its other members keep their defaults", use.path, use.member->name),
                               "bare", use.range});
    for (llvm::StringRef e : effects)
      results.notModelled.push_back(e.str());
  }

  /// `Pod.rent 31.2 EUR/h, from rfq of 2026-10-02`.
  static std::string price(const Session &session, const PlanInput &in, llvm::StringRef origin) {
    std::string text = in.literal ? in.path : std::string(in.path) + " " + session.showInputOf(in);
    auto from = [](const Claim &claim) {
      std::string name = "from " + claim.source->id.str();
      return claim.source->accessed.empty() ? name : name + " of " + claim.source->accessed.str();
    };
    const Claim *claim = in.origin ? in.origin->claim : nullptr;
    bool claimed = claim && claim->source && in.kind != OriginKind::Override;
    text += ", " + (claimed ? from(*claim) : origin.str());
    for (const UnitDef *unit : session.claimedUnits(in))
      if (const Claim *rate = unit->origin->claim; rate && rate->source)
        text += fmt::format(", {} at {} {}", unit->name, unit->definition, from(*rate));
    return text;
  }

  static std::string overrideText(const Override &o) {
    auto [path, value] = llvm::StringRef(o.text).split('=');
    return (value.empty() ? path : value).trim().str();
  }

  const Checked &checked;
  bool isFirstShard;
  Blocks blocks;
  Session session;
  Results results;
  std::vector<uint32_t> behind; ///< inputs behind all lines, with repetitions
  std::set<std::string> seen;   ///< unsourced inputs
  llvm::SetVector<std::string, std::vector<std::string>, std::set<std::string>> prices;
  llvm::SmallSetVector<llvm::StringRef, 8> effects;
};

} // namespace

Results run(const Checked &checked, const Engine &engine, DiagnosticEngine &diags,
            const RunControl &control) {
  auto file = std::make_shared<FileRun>(checked, engine, diags, control);
  Results results = file->evaluate();
  if (!results.tables.empty())
    results.owner = file;
  return results;
}

void dumpPlan(const Checked &checked, const Engine &engine, DiagnosticEngine &diags, llvm::raw_ostream &os) {
  FileRun file(checked, engine, diags);
  file.evaluate();
  dump(file.evaluated().plan(), checked.sources, os);
}

void dumpTape(const Checked &checked, const Engine &engine, DiagnosticEngine &diags, llvm::raw_ostream &os) {
  FileRun file(checked, engine, diags);
  file.evaluate();
  dump(file.evaluated().recorder.tape(), os);
}

} // namespace mls
