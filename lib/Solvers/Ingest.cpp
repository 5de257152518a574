//===- Ingest.cpp - `ingest`: can storage feed the accelerators -----------===//
//
// Mohan et al., "Analyzing and mitigating data stalls in DNN training", VLDB 14(5),
// 2021, arXiv 2007.06775.
//
//===----------------------------------------------------------------------===//

#include "Physics/DataPath.h"
#include "Records/Fleet.h"
#include "Solvers/Solver.h"

namespace mls {
using namespace records;

enum class DataLimit { storage, network, cache };
MLS_ENUM(DataLimit, "storage", "network", "cache");

namespace {

/// Memory of the hosts that keeps part of the data.
template <class S> struct Cache {
  Data<S> size, dataset;
  Bandwidth<S> bandwidth;

  MLS_RECORD("Cache", "a faster copy of part of the data", "mohan_2021", .side = Side::Supply) {
    return std::tuple{in("size", &Cache::size, "of what it can keep", positive, unit("TB")),
                      in("dataset", &Cache::dataset, "size of the whole data, read at random", positive, unit("TB")),
                      in("bandwidth", &Cache::bandwidth, "rate of reading, all clients together", positive, unit("GB/s"))};
  }
};

template <class S> struct IngestIn {
  Frequency<S> rate;
  Data<S> sample;
  Ratio<S> batch;
  Storage<S> on;
  Opt<Link<S>> link;
  Ratio<S> clients;
  Opt<Cache<S>> cache;
  Time<S> latest;

  MLS_RECORD("ingest", "reading training data: what the accelerators want against what storage and network give", "mohan_2021") {
    return std::tuple{
        in("rate", &IngestIn::rate, "samples that all accelerators together consume when never waiting", positive, unit("sample/s")),
        in("sample", &IngestIn::sample, "size of one, as stored", positive, unit("kB")),
        in("batch", &IngestIn::batch, "samples of one step", whole(1)),
        in("on", &IngestIn::on, "where the data lies"),
        in("link", &IngestIn::link, "port through which one client reads; absent: the network is no limit"),
        in("clients", &IngestIn::clients, "machines that read", whole(1), orElse("1")),
        in("cache", &IngestIn::cache, "copy of part of the data, filled in the first epoch"),
        in("latest", &IngestIn::latest, "time of a late fetch of one batch, from request to arrival", nonNegative, unit("ms"))};
  }
};

template <class S> struct IngestOut {
  Bandwidth<S> demand, supply, spare;
  Ratio<S> utilisation, stall, hits, prefetch;
  Frequency<S> achieved;
  Data<S> buffer;
  Choice<DataLimit, S> limit;

  MLS_RECORD("ingest.result", "data path in steady state", "mohan_2021") {
    return std::tuple{
        out("demand", &IngestOut::demand, "rate that the accelerators want", unit("GB/s")),
        out("supply", &IngestOut::supply, "rate that the path gives", unit("GB/s")),
        out("spare", &IngestOut::spare, "supply less demand; negative: the accelerators wait", unit("GB/s")),
        out("utilisation", &IngestOut::utilisation, "demand over supply", unit("%")),
        out("stall", &IngestOut::stall, "share of the time that the accelerators wait for data", unit("%")),
        out("achieved", &IngestOut::achieved, "samples a time, stalls included", unit("sample/s")),
        out("hits", &IngestOut::hits, "share of the reads that the cache serves", unit("%")),
        out("limit", &IngestOut::limit, "the slowest part of the path, for the bytes that pass it"),
        out("prefetch", &IngestOut::prefetch, "batches to keep ahead so that a late fetch is not waited for"),
        out("buffer", &IngestOut::buffer, "memory of those batches", unit("GB"))};
  }
};

template <class S> IngestOut<S> ingest(const IngestIn<S> &in) {
  IngestOut<S> o;
  o.demand = in.rate * in.sample;
  Bandwidth<S> far = in.on.read, ports = far; // without a link: no slower than storage
  if (in.link.given())
    ports = let("network_rate", in.clients * in.link->per_direction);
  far = let("uncached_rate", min(far, ports));
  o.supply = far;
  o.hits = in.cache.given() ? cacheHits(in.cache->size, in.cache->dataset) : Ratio<S>(0);
  Time<S> none;
  Time<S> storage = (1 - o.hits) * in.sample / in.on.read,
          network = in.link.given() ? (1 - o.hits) * in.sample / ports : none, cached = none;
  if (in.cache.given()) {
    o.supply = tieredBandwidth<S>(o.hits, in.cache->bandwidth, far);
    cached = o.hits * in.sample / in.cache->bandwidth;
  }
  o.limit = argmax(DataLimit::storage, storage, DataLimit::network, network, DataLimit::cache, cached);
  o.spare = o.supply - o.demand;
  o.utilisation = o.demand / o.supply;
  Time<S> compute = let("time_of_a_batch", in.batch / in.rate),
          fetch = let("fetch_of_a_batch", in.batch * in.sample / o.supply);
  o.stall = dataStall(compute, fetch);
  o.achieved = in.batch / max(compute, fetch);
  o.prefetch = prefetchDepth(in.latest, compute);
  o.buffer = o.prefetch * in.batch * in.sample;
  return o;
}

constexpr llvm::StringRef headline[] = {"demand", "supply", "utilisation", "stall", "limit", "prefetch", "buffer"};
constexpr llvm::StringRef notModelled[] = {
    "the first epoch, while the cache fills", "decoding and augmentation on the hosts (see `transform`)",
    "small files and metadata", "reads that are not spread evenly over the data"};

} // namespace

MLS_DEFINE_SOLVER(Ingest, ingest, IngestIn, IngestOut, .positional = 1, .headline = headline,
                  .notModelled = notModelled)

} // namespace mls
