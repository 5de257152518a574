//===- Collectives.cpp - times of collectives, by call --------------------===//

#include "Physics/Collectives.h"
#include "Functions/Function.h"

namespace mls {
namespace {

constexpr auto message = arg("message", "data of each rank", nonNegative, unit("B"));
constexpr auto ranks = arg("ranks", "devices that take part", whole(1));
constexpr auto rate = arg("rate", "what a rank sends and receives at once, one way", positive, unit("GB/s"));
constexpr auto latency =
    arg("latency", "of one hop, however short the message", nonNegative, unit("us"), orElse("0 s"));
constexpr auto time = unit("us");

constexpr std::tuple table{function("point_to_point", MLS_KERNEL(send), "time of one message to one peer",
                                    "thakur_2005", time, message, rate, latency),
                           function("reduce_scatter", MLS_KERNEL(reduceScatter),
                                    "time after which each rank holds its part of the sum: a ring", "patarasuk_2009",
                                    time, message, ranks, rate, latency),
                           function("all_gather", MLS_KERNEL(allGather),
                                    "time after which each rank holds the parts of all, `message` together: a ring",
                                    "patarasuk_2009", time, message, ranks, rate, latency),
                           function("ring_all_reduce", MLS_KERNEL(ringAllReduce),
                                    "time of a sum over all ranks by a ring: the least traffic, most hops",
                                    "patarasuk_2009", time, message, ranks, rate, latency),
                           function("tree_all_reduce", MLS_KERNEL(treeAllReduce),
                                    "time of a sum over all ranks up and down a binary tree: fewest hops",
                                    "thakur_2005", time, message, ranks, rate, latency),
                           function("double_binary_tree_all_reduce", MLS_KERNEL(doubleTreeAllReduce),
                                    "time of a sum over all ranks by two trees, pipelined", "sanders_2009", time,
                                    message, ranks, rate, latency),
                           function("hierarchical_all_reduce", MLS_KERNEL(hierarchicalAllReduce),
                                    "time of a sum by rings inside groups and rings between them", "thakur_2005", time,
                                    message, arg("group", "ranks of a group", whole(1)),
                                    arg("inside", "rate of a rank inside its group, one way", positive, unit("GB/s")),
                                    arg("inside_latency", "of one hop inside", nonNegative, unit("us")),
                                    arg("groups", "groups that take part", whole(1)),
                                    arg("outside", "rate of a rank to other groups, one way", positive, unit("GB/s")),
                                    arg("outside_latency", "of one hop outside", nonNegative, unit("us"))),
                           function("ring_tree_crossover", MLS_KERNEL(ringTreeCrossover),
                                    "message above which a ring is faster than a tree", "thakur_2005", unit("kB"),
                                    arg("ranks", "devices that take part", whole(2)), rate, latency),
                           function("all_to_all", MLS_KERNEL(pairwiseAllToAll),
                                    "time of an exchange between all pairs, one peer after another", "thakur_2005",
                                    time, message, ranks, rate, latency),
                           function("incast", MLS_KERNEL(incast), "time of messages from many into one port", "", time,
                                    message, arg("senders", "ranks that send at once", whole(1)), rate, latency)};

} // namespace

MLS_DEFINE_FUNCTIONS(Collectives, table)

} // namespace mls
