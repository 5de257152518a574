//===- Roofline.cpp - arithmetic against traffic, by call -----------------===//

#include "Physics/Roofline.h"
#include "Functions/Function.h"

namespace mls {
namespace {

constexpr auto work = arg("work", "arithmetic of the kernel", nonNegative, unit("FLOP"));
constexpr auto traffic = arg("traffic", "data that it moves to and from memory", nonNegative, unit("B"));
constexpr auto peak = arg("peak", "arithmetic rate of the device", positive, unit("TFLOP/s"));
constexpr auto bandwidth = arg("bandwidth", "memory bandwidth of the device", positive, unit("TB/s"));
constexpr auto efficiency = arg("efficiency", "share of it that is achieved", fraction, orElse("1"));
constexpr auto perDatum = unit("FLOP/B");

constexpr std::tuple table{
    function("compute_time", MLS_KERNEL(computeTime), "time of the arithmetic alone", "williams_2009", work, peak, efficiency),
    function("memory_time", MLS_KERNEL(memoryTime), "time of the traffic alone", "williams_2009", traffic, bandwidth, efficiency),
    function("intensity", MLS_KERNEL(intensity), "work for each datum that is moved", "williams_2009", perDatum, work,
             arg("traffic", "data that the kernel moves to and from memory", positive, unit("B"))),
    function("ridge", MLS_KERNEL(ridge), "intensity at which arithmetic and traffic take equally long", "williams_2009", perDatum, peak, bandwidth)};

} // namespace

MLS_DEFINE_FUNCTIONS(Roofline, table)

} // namespace mls
