//===- Topology.cpp - shapes of networks, by call -------------------------===//

#include "Physics/Topology.h"
#include "Functions/Function.h"

namespace mls {
namespace {

constexpr auto ports = arg("ports", "machines that the network joins", whole(2));
constexpr auto dimensions = arg("dimensions", "of the grid; one is a ring", whole(1));
constexpr auto terminals = arg("terminals", "ports to machines of one router", whole(1));
constexpr auto routers = arg("routers", "routers of a group", whole(1));
constexpr auto global = arg("global", "links of one router to other groups", whole(1));

template <class S> Ratio<S> ringBisection(Ratio<S> nodes) { return torusBisection(nodes, Ratio<S>(1)); }

constexpr std::tuple table{
    function("fat_tree_bisection", MLS_KERNEL(fatTreeBisection),
             "share of its rate that a port of a fat tree keeps when all traffic crosses the middle", "leiserson_1985",
             arg("oversubscription", "rate from below over the rate upwards, at the tightest level", atLeast(1))),
    function("torus_bisection", MLS_KERNEL(torusBisection),
             "the same in a torus of equal sides; a side that is no whole number is a mean", "dally_2004", ports,
             dimensions),
    function("ring_bisection", MLS_KERNEL(ringBisection), "the same in a ring", "dally_2004", ports),
    function("dragonfly_bisection", MLS_KERNEL(dragonflyBisection), "the same in a dragonfly", "kim_2008", terminals,
             routers, global),
    function("dragonfly_ports", MLS_KERNEL(dragonflyPorts), "ports of a dragonfly that has all of its groups",
             "kim_2008", terminals, routers, global),
    function("torus_hops", MLS_KERNEL(torusHops),
             "links between two nodes of a torus of equal sides, on average; a side that is no whole number is a mean",
             "dally_2004", ports, dimensions),
    function("bisection_bandwidth", MLS_KERNEL(bisectionBandwidth), "rate of the least cut into halves, each way",
             "dally_2004", unit("GB/s"), ports, arg("rate", "of one port, one way", positive, unit("GB/s")),
             arg("factor", "share of its rate that a port keeps across the cut", fraction)),
    function("oversubscribed_throughput", MLS_KERNEL(oversubscribedThroughput),
             "share of its rate that a port keeps when part of its traffic meets a tight level", "dally_2004",
             arg("crossing", "share of the traffic that crosses the level", share),
             arg("oversubscription", "of that level", atLeast(1)))};

} // namespace

MLS_DEFINE_FUNCTIONS(Topology, table)

} // namespace mls
