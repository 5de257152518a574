//===- Footprint.cpp - money, energy, carbon and water, by call -----------===//

#include "Functions/Function.h"
#include "Physics/Carbon.h"
#include "Physics/Cost.h"
#include "Physics/Serving.h"

namespace mls {
namespace {

constexpr auto time = arg("time", "for which machines are held", nonNegative, unit("day"));
constexpr auto machines = arg("machines", "energy of the machines alone", nonNegative, unit("kWh"));
constexpr auto facility = arg("facility", "energy at the meter of the facility", nonNegative, unit("kWh"));
constexpr auto pue = arg("pue", "energy of the facility over that of its machines", atLeast(1));
constexpr auto life = arg("life", "time over which it is spread", positive, unit("year"));

template <class S> Money<S> totalCost(Money<S> writtenOff, Money<S> electricity, Money<S> upkeep) {
  return writtenOff + electricity + upkeep;
}

constexpr std::tuple table{
    function("machine_energy", MLS_KERNEL(machineEnergy), "energy of machines", "patterson_2021", unit("kWh"),
             arg("power", "their mean draw", nonNegative, unit("kW")), time),
    function("facility_energy", MLS_KERNEL(facilityEnergy), "energy at the meter: that of the machines times PUE",
             "patterson_2021", unit("kWh"), machines, pue),
    function("operational_carbon", MLS_KERNEL(operationalCarbon), "emissions of generating an energy", "patterson_2021",
             unit("kgCO2e"), facility, arg("grid", "carbon of a kilowatt-hour", nonNegative, unit("gCO2e/kWh"))),
    function("embodied_carbon", MLS_KERNEL(embodiedCarbon),
             "part of the carbon of making a machine that falls on a time", "gupta_2022", unit("kgCO2e"),
             arg("whole", "carbon of making it", nonNegative, unit("kgCO2e")), life, time),
    function("site_water", MLS_KERNEL(siteWater), "water evaporated on the site: WUE is by energy of the machines",
             "", unit("L"), machines,
             arg("wue", "water for energy of the machines", nonNegative, unit("L/kWh"))),
    function("written_off", MLS_KERNEL(writtenOff), "part of a price that falls on a time", "", unit("USD"),
             arg("price", "that was paid", nonNegative, unit("USD")), life, time),
    function("upkeep_cost", MLS_KERNEL(upkeep), "upkeep for a time", "", unit("USD"),
             arg("price", "of what is kept", nonNegative, unit("USD")),
             arg("share", "of the price, by time", nonNegative, unit("year^-1")), time),
    function("electricity_cost", MLS_KERNEL(electricityCost), "money for energy at the meter", "",
             unit("USD"), facility, arg("price", "of electricity", nonNegative, unit("USD/kWh"))),
    function("total_cost", MLS_KERNEL(totalCost), "cost of ownership for a time", "hamilton_2008", unit("USD"),
             arg("written_off", "capital", nonNegative, unit("USD")),
             arg("electricity", "energy", nonNegative, unit("USD")),
             arg("upkeep", "maintenance", nonNegative, unit("USD"))),
    function("cost_per_token", MLS_KERNEL(costPerToken), "price of a token", "pope_2022", unit("USD/Mtok"),
             arg("rent", "of the machines", nonNegative, unit("USD/h")),
             arg("throughput", "tokens that they produce", positive, unit("tok/s"))),
    function("energy_per_token", MLS_KERNEL(energyPerToken), "energy of a token", "pope_2022", unit("J/tok"),
             arg("power", "of the machines", nonNegative, unit("kW")),
             arg("throughput", "tokens that they produce", positive, unit("tok/s")))};

} // namespace

MLS_DEFINE_FUNCTIONS(Footprint, table)

} // namespace mls
