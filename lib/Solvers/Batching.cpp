//===- Batching.cpp - `batching`: requests that one replica holds ---------===//
//
// How many requests fit depends on what memory is kept for each: the longest length it
// may reach, or the pages that it fills (Kwon et al., arXiv 2309.06180). Step times are
// those of `serve` at that batch, arithmetic included.
//
//===----------------------------------------------------------------------===//

#include "Physics/PagedKv.h"
#include "Solvers/Solver.h"
#include "Solvers/Steady.h"

namespace mls {
namespace {

template <class S> struct BatchingIn : Deployment<S> {
  Serving<S> workload;
  Tokens<S> longest, page;
  Opt<Ratio<S>> limit;

  MLS_RECORD("batching", "requests that fit into memory together, in pages or reserved whole, and what they give", "kwon_2023") {
    return std::tuple_cat(std::tuple{in("workload", &BatchingIn::workload, "what is served; prompt and output are means of exponential lengths that are cut off at `longest`"),
                                     in("longest", &BatchingIn::longest, "prompt and output of the longest request", whole(1), unit("tok"), orElse("workload.model.context")),
                                     in("page", &BatchingIn::page, "tokens of a block of the KV cache", whole(1), unit("tok"), orElse("constants.kv_page")),
                                     in("limit", &BatchingIn::limit, "most requests that the engine takes at once; absent: as many as fit", whole(1))},
                          Deployment<S>::rows());
  }
};

template <class S> struct Batching {
  Ratio<S> batch, filled;
  Time<S> step, request_latency;
  TokenRate<S> throughput;

  MLS_RECORD("batching.way", "one way to hold requests", "kwon_2023") {
    return std::tuple{out("batch", &Batching::batch, "requests in flight on one replica"),
                      out("filled", &Batching::filled, "share of the memory kept for a request that it has filled at its end, on average", unit("%")),
                      out("step", &Batching::step, "one decode step of that batch, half-way through the outputs", unit("ms")),
                      out("request_latency", &Batching::request_latency, "from the admission of a request to its last token", unit("s")),
                      out("throughput", &Batching::throughput, "output tokens per second of all replicas", unit("tok/s"))};
  }
};

template <class S> struct BatchingOut {
  Batching<S> paged, reserved;
  Ratio<S> gain;
  Time<S> formation, formed_latency;

  MLS_RECORD("batching.result", "a replica whose memory is full", "kwon_2023") {
    return std::tuple{out("paged", &BatchingOut::paged, "pages as they fill; requests join and leave at every step"),
                      out("reserved", &BatchingOut::reserved, "the longest length reserved for every request"),
                      out("gain", &BatchingOut::gain, "throughput of paged over that of reserved"),
                      out("formation", &BatchingOut::formation, "mean wait until as many requests have arrived as `reserved` holds, in an engine that starts them together", unit("s")),
                      out("formed_latency", &BatchingOut::formed_latency, "formation and request_latency of reserved", unit("s"))};
  }
};

template <class S> BatchingOut<S> batching(const BatchingIn<S> &in) {
  const Serving<S> &load = in.workload;
  Engine<S> engine(in, load);
  const Allocation<S> &place = engine.placed();
  Tokens<S> mean = require(lessEqual(engine.whole(), in.longest), "the mean of prompt and output exceeds `longest`", engine.whole());
  // A request holds its own tokens and less than a page more, whatever the law: that keeps ranges narrow.
  Tokens<S> pages = let("tokens_in_pages", max(mean, min(meanPagedTokens(mean, in.longest, in.page), mean + in.page)));

  auto way = [&](const char *name, Tokens<S> kept) {
    Scope scope(name, kept);
    Ratio<S> batch = let("fitting", engine.fit(Ratio<S>(1), kept).largestBatch);
    batch = require(lessEqual(1, batch), "no request fits into memory beside the weights", batch);
    Batching<S> w;
    w.batch = in.limit.given() ? min(batch, *in.limit) : batch;
    w.filled = mean / kept;
    Steady<S> s = engine.steady(w.batch);
    w.step = s.decode.total;
    w.request_latency = s.latency;
    w.throughput = place.replicas * w.batch / s.latency * load.output;
    return w;
  };
  BatchingOut<S> o;
  o.paged = way("paged", pages);
  o.reserved = way("reserved", in.longest);
  o.gain = o.paged.throughput / o.reserved.throughput;
  o.formation = formationWait<S>(o.reserved.batch, *load.rate / place.replicas);
  o.formed_latency = o.formation + o.reserved.request_latency;
  return o;
}

constexpr llvm::StringRef headline[] = {"paged.batch", "paged.filled", "paged.throughput", "reserved.batch", "reserved.filled", "reserved.throughput", "gain"};
constexpr llvm::StringRef notModelled[] = {"requests that are stopped when pages run out, and started again", "pages that requests share",
                                           "lengths of prompt and output apart (their sum is exponential)", "batches that wait for their longest request"};

} // namespace

MLS_DEFINE_SOLVER(Batching, batching, BatchingIn, BatchingOut, .positional = 1, .headline = headline, .notModelled = notModelled)

} // namespace mls
