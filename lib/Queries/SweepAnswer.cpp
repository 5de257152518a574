//===- SweepAnswer.cpp - the table of a sweep -----------------------------===//

#include "Queries/Forms.h"
#include "Queries/TableAnswer.h"

namespace mls {

namespace {

class SweepAnswer : public TableAnswer {
public:
  using TableAnswer::TableAnswer;

  bool prepare() { return prepareRows(); }

  Value value(Lowering &asker) override { return evaluate() ? asker.tableOf(tableColumns()) : Value(); }

private:
  std::string rank(uint32_t row) const override {
    return fmt::format("row {} of {} of `{}`", row + 1, data->rows, block.decl->name);
  }

  /// Rows that nothing sorts or cuts go to the sink as they are made.
  TableSummary stream(RowSink &sink) override {
    if (context.control.shards == 1 && (data || picksRows()))
      return TableAnswer::stream(sink);
    if (picksRows())
      return streamPart(sink);
    TableSummary summary = walkShard(sink);
    reportEmpty(summary);
    return summary;
  }
};

} // namespace

std::unique_ptr<BlockAnswer> answerSweep(const BlockContext &context, const BlockQuery &block) {
  auto answer = std::make_unique<SweepAnswer>(context, block);
  return answer->prepare() ? std::move(answer) : nullptr;
}

} // namespace mls
