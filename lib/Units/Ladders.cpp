//===- Ladders.cpp - units a dimension is shown in ------------------------===//

#include "Units/Ladders.h"

namespace mls {

static constexpr Dim time = Base::Time, length = Base::Length, mass = Base::Mass, current = Base::Current,
                     data = Base::Data, compute = Base::Compute, money = Base::Money, carbon = Base::Carbon,
                     token = Base::Token, area = length * length, energy = mass * area / (time * time),
                     power = energy / time;

// People say 90 s, 90 min and 36 h; they do not say 0.4 d or 5400 s.
static constexpr Rung times[] = {{"ps"}, {"ns"}, {"µs"}, {"ms"}, {"s"}, {"min", 2}, {"h", 2}, {"day", 2}, {"year", 2}};
static constexpr Rung timesPerToken[] = {{"ns/tok"}, {"µs/tok"}, {"ms/tok"}, {"s/tok"}};

static constexpr Rung bytes[] = {{"B"}, {"kB"}, {"MB"}, {"GB"}, {"TB"}, {"PB"}, {"EB"}};
static constexpr Rung binaryBytes[] = {{"B"}, {"KiB"}, {"MiB"}, {"GiB"}, {"TiB"}, {"PiB"}, {"EiB"}};
static constexpr Rung bits[] = {{"bit"}, {"kbit"}, {"Mbit"}, {"Gbit"}, {"Tbit"}, {"Pbit"}, {"Ebit"}};
static constexpr Rung binaryBits[] = {{"bit"}, {"Kibit"}, {"Mibit"}, {"Gibit"}, {"Tibit"}, {"Pibit"}, {"Eibit"}};
static constexpr Rung byteRates[] = {{"B/s"}, {"kB/s"}, {"MB/s"}, {"GB/s"}, {"TB/s"}, {"PB/s"}, {"EB/s"}};
static constexpr Rung binaryByteRates[] = {{"B/s"}, {"KiB/s"}, {"MiB/s"}, {"GiB/s"}, {"TiB/s"}, {"PiB/s"}, {"EiB/s"}};
static constexpr Rung bitRates[] = {{"bps"}, {"kbps"}, {"Mbps"}, {"Gbps"}, {"Tbps"}, {"Pbps"}};
static constexpr Rung bytesPerToken[] = {{"B/tok"}, {"kB/tok"}, {"MB/tok"}, {"GB/tok"}};
static constexpr Rung binaryBytesPerToken[] = {{"B/tok"}, {"KiB/tok"}, {"MiB/tok"}, {"GiB/tok"}};
static constexpr Rung bitsPerToken[] = {{"bit/tok"}, {"kbit/tok"}, {"Mbit/tok"}, {"Gbit/tok"}};

static constexpr Rung work[] = {{"FLOP"}, {"kFLOP"}, {"MFLOP"}, {"GFLOP"}, {"TFLOP"}, {"PFLOP"}, {"EFLOP"}, {"ZFLOP"}, {"YFLOP"}};
static constexpr Rung workRates[] = {{"FLOP/s"}, {"kFLOP/s"}, {"MFLOP/s"}, {"GFLOP/s"}, {"TFLOP/s"}, {"PFLOP/s"}, {"EFLOP/s"}, {"ZFLOP/s"}};
static constexpr Rung workPerToken[] = {{"FLOP/tok"}, {"kFLOP/tok"}, {"MFLOP/tok"}, {"GFLOP/tok"}, {"TFLOP/tok"}, {"PFLOP/tok"}};
static constexpr Rung intensities[] = {{"FLOP/B"}};
static constexpr Rung intensitiesOfBits[] = {{"FLOP/bit"}};

// Rates of counted things stay per second, and whole: never kHz.
static constexpr Rung frequencies[] = {{"s^-1"}};
static constexpr Rung tokens[] = {{"tok"}, {"Mtok"}, {"Btok"}, {"Ttok"}};
static constexpr Rung tokenRates[] = {{"tok/s"}, {"Mtok/s"}};

static constexpr Rung energies[] = {{"pJ"}, {"nJ"}, {"µJ"}, {"mJ"}, {"J"}, {"kJ"}, {"kWh"}, {"MWh"}, {"GWh"}, {"TWh"}};
static constexpr Rung powers[] = {{"nW"}, {"µW"}, {"mW"}, {"W"}, {"kW"}, {"MW"}, {"GW"}, {"TW"}};
static constexpr Rung energiesPerToken[] = {{"µJ/tok"}, {"mJ/tok"}, {"J/tok"}, {"kJ/tok"}};
static constexpr Rung energiesPerWork[] = {{"pJ/FLOP"}, {"nJ/FLOP"}};
static constexpr Rung energiesPerByte[] = {{"pJ/B"}, {"nJ/B"}, {"µJ/B"}};
static constexpr Rung energiesPerBit[] = {{"pJ/bit"}, {"nJ/bit"}, {"µJ/bit"}};
static constexpr Rung powerDensities[] = {{"W/mm^2"}};

static constexpr Rung sums[] = {{"USD"}, {"kUSD", 100}, {"MUSD"}, {"BUSD"}};
static constexpr Rung costRates[] = {{"USD/h"}, {"kUSD/h", 100}, {"MUSD/h"}};
static constexpr Rung tokenPrices[] = {{"USD/Mtok"}};
static constexpr Rung energyPrices[] = {{"USD/kWh"}};
static constexpr Rung dataPrices[] = {{"USD/GB"}};
static constexpr Rung carbonPrices[] = {{"USD/tCO2e"}};

static constexpr Rung emissions[] = {{"mgCO2e"}, {"gCO2e"}, {"kgCO2e"}, {"tCO2e"}, {"ktCO2e"}, {"MtCO2e"}};
static constexpr Rung emissionRates[] = {{"gCO2e/h"}, {"kgCO2e/h"}, {"tCO2e/h"}};
static constexpr Rung carbonIntensities[] = {{"gCO2e/kWh"}};
static constexpr Rung emissionsPerToken[] = {{"gCO2e/Mtok"}, {"kgCO2e/Mtok"}};
static constexpr Rung waterIntensities[] = {{"L/kWh"}};

static constexpr Rung lengths[] = {{"nm"}, {"µm"}, {"mm"}, {"m"}, {"km"}};
static constexpr Rung areas[] = {{"mm^2"}, {"m^2", 0.1}};
static constexpr Rung volumes[] = {{"mL"}, {"L"}, {"kL", 10}, {"ML"}};
static constexpr Rung masses[] = {{"mg"}, {"g"}, {"kg"}, {"t"}, {"kt"}};
static constexpr Rung temperatures[] = {{"K"}};
static constexpr Rung currents[] = {{"µA"}, {"mA"}, {"A"}, {"kA"}};
static constexpr Rung voltages[] = {{"mV"}, {"V"}, {"kV"}};
static constexpr Rung charges[] = {{"µAh"}, {"mAh"}, {"Ah", 10}};

static constexpr auto any = LadderFamily::Any, ofBytes = LadderFamily::Bytes, ofBinaryBytes = LadderFamily::BinaryBytes,
                      ofBits = LadderFamily::Bits, ofBinaryBits = LadderFamily::BinaryBits;

static constexpr Ladder table[] = {
    {time, any, times},
    {time / token, any, timesPerToken},
    {data, ofBytes, bytes},
    {data, ofBinaryBytes, binaryBytes},
    {data, ofBits, bits},
    {data, ofBinaryBits, binaryBits},
    {data / time, ofBytes, byteRates},
    {data / time, ofBinaryBytes, binaryByteRates},
    {data / time, ofBits, bitRates},
    {data / time, ofBinaryBits, bitRates},
    {data / token, ofBytes, bytesPerToken},
    {data / token, ofBinaryBytes, binaryBytesPerToken},
    {data / token, ofBits, bitsPerToken},
    {data / token, ofBinaryBits, bitsPerToken},
    {compute, any, work},
    {compute / time, any, workRates},
    {compute / token, any, workPerToken},
    {compute / data, ofBytes, intensities},
    {compute / data, ofBinaryBytes, intensities},
    {compute / data, ofBits, intensitiesOfBits},
    {compute / data, ofBinaryBits, intensitiesOfBits},
    {Dim() / time, any, frequencies},
    {token, any, tokens},
    {token / time, any, tokenRates},
    {energy, any, energies},
    {power, any, powers},
    {energy / token, any, energiesPerToken},
    {energy / compute, any, energiesPerWork},
    {energy / data, ofBytes, energiesPerByte},
    {energy / data, ofBinaryBytes, energiesPerByte},
    {energy / data, ofBits, energiesPerBit},
    {energy / data, ofBinaryBits, energiesPerBit},
    {power / area, any, powerDensities},
    {money, any, sums},
    {money / time, any, costRates},
    {money / token, any, tokenPrices},
    {money / energy, any, energyPrices},
    {money / data, any, dataPrices},
    {money / carbon, any, carbonPrices},
    {carbon, any, emissions},
    {carbon / time, any, emissionRates},
    {carbon / energy, any, carbonIntensities},
    {carbon / token, any, emissionsPerToken},
    {area * length / energy, any, waterIntensities},
    {length, any, lengths},
    {area, any, areas},
    {area * length, any, volumes},
    {mass, any, masses},
    {Base::Temperature, any, temperatures},
    {current, any, currents},
    {power / current, any, voltages},
    {current * time, any, charges},
};

llvm::ArrayRef<Ladder> ladders() { return table; }

} // namespace mls
