//===- DataPath.cpp - storage, caches and batteries, by call --------------===//

#include "Physics/DataPath.h"
#include "Functions/Function.h"
#include "Physics/DutyCycle.h"

namespace mls {
namespace {

constexpr auto hits = arg("hits", "share of the reads that the fast tier serves", share);
constexpr auto compute = arg("compute", "time of a batch with its data at hand", positive, unit("ms"));
constexpr auto period = arg("period", "from one task to the next", positive, unit("s"));

constexpr std::tuple table{
    function("data_stall", MLS_KERNEL(dataStall), "share of the time that the accelerators wait for data", "mohan_2021",
             unit("%"), compute, arg("fetch", "time of reading and preparing a batch", nonNegative, unit("ms"))),
    function("prefetch_depth", MLS_KERNEL(prefetchDepth), "batches to keep ahead so that a late one is not waited for",
             "murray_2021", arg("latest", "time of a late fetch", nonNegative, unit("ms")), compute),
    function("tiered_latency", MLS_KERNEL(tieredLatency), "mean time of a read from a fast and a slow tier",
             "mohan_2021", unit("us"), hits, arg("fast", "time of the fast tier", nonNegative, unit("us")),
             arg("slow", "time of the slow tier", nonNegative, unit("us"))),
    function("tiered_bandwidth", MLS_KERNEL(tieredBandwidth), "rate of reading from both tiers in turn", "mohan_2021",
             unit("GB/s"), hits, arg("fast", "rate of the fast tier", positive, unit("GB/s")),
             arg("slow", "rate of the slow tier", positive, unit("GB/s"))),
    function("cache_hits", MLS_KERNEL(cacheHits), "share of random reads that a cache serves", "mohan_2021", unit("%"),
             arg("cache", "its size", positive, unit("TB")), arg("dataset", "size of all data", positive, unit("TB"))),
    function("checkpoint_storm", MLS_KERNEL(checkpointStorm), "time in which many writers store one checkpoint",
             "eisenman_2022", unit("s"), arg("checkpoint", "its size", positive, unit("GB")),
             arg("writers", "that write at once", whole(1)), arg("rate", "of one writer", positive, unit("GB/s")),
             arg("storage", "rate of the storage, all together", positive, unit("GB/s"))),
    function("duty_cycled_energy", MLS_KERNEL(dutyCycledEnergy), "energy of a device in one period", "banbury_2021",
             unit("mJ"), arg("task", "energy of the task", nonNegative, unit("mJ")),
             arg("active", "time awake", nonNegative, unit("ms")), period,
             arg("asleep", "power while asleep", nonNegative, unit("uW"))),
    function("battery_life", MLS_KERNEL(batteryLife), "time that a battery lasts", "banbury_2021", unit("year"),
             arg("battery", "its energy when full", positive, unit("J")),
             arg("usable", "share of it that can be used", fraction), arg("draw", "mean power", positive, unit("uW")),
             arg("leakage", "share of a full battery that it loses by itself in a time", nonNegative, unit("year^-1"),
                 orElse("0 year^-1")))};

} // namespace

MLS_DEFINE_FUNCTIONS(DataPath, table)

} // namespace mls
