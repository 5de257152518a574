//===- TypedNames.h - the quantities of physics by name ---------*- C++ -*-===//
//
// Part of Typed.h: `Time<S>`, `Bandwidth<S>` … and the typed constants with which a
// pure count meets a dimension.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

template <class S> using Count = Ratio<S>; ///< a ratio that counts: layers, GPUs, requests

template <class S> using Time = Q<dim::Of<Base::Time>, S>;               // s
template <class S> using Length = Q<dim::Of<Base::Length>, S>;           // m
template <class S> using Mass = Q<dim::Of<Base::Mass>, S>;               // kg
template <class S> using Current = Q<dim::Of<Base::Current>, S>;         // A
template <class S> using Temperature = Q<dim::Of<Base::Temperature>, S>; // K
template <class S> using Data = Q<dim::Of<Base::Data>, S>;               // bit
template <class S> using Work = Q<dim::Of<Base::Compute>, S>;            // FLOP
template <class S> using Money = Q<dim::Of<Base::Money>, S>;             // USD
template <class S> using Carbon = Q<dim::Of<Base::Carbon>, S>;           // kgCO2e
template <class S> using Tokens = Q<dim::Of<Base::Token>, S>;            // tok

/// The type of A / B, of A * B: `Per<Energy<S>, Tokens<S>>`.
template <class A, class B> using Per = decltype(std::declval<A>() / std::declval<B>());
template <class A, class B> using Times = decltype(std::declval<A>() * std::declval<B>());

template <class S> using Frequency = Per<Ratio<S>, Time<S>>;         // Hz
template <class S> using ComputeRate = Per<Work<S>, Time<S>>;        // FLOP/s
template <class S> using Bandwidth = Per<Data<S>, Time<S>>;          // bit/s
template <class S> using TokenRate = Per<Tokens<S>, Time<S>>;        // tok/s
template <class S> using TimePerToken = Per<Time<S>, Tokens<S>>;     // s/tok
template <class S> using WorkPerToken = Per<Work<S>, Tokens<S>>;     // FLOP/tok
template <class S> using DataPerToken = Per<Data<S>, Tokens<S>>;     // bit/tok
template <class S> using MoneyPerToken = Per<Money<S>, Tokens<S>>;   // USD/tok
template <class S> using Intensity = Per<Work<S>, Data<S>>;          // FLOP/bit
template <class S> using CostRate = Per<Money<S>, Time<S>>;          // USD/s
template <class S> using CarbonRate = Per<Carbon<S>, Time<S>>;       // kgCO2e/s

template <class S> using Area = Times<Length<S>, Length<S>>;         // m^2
template <class S> using Volume = Times<Area<S>, Length<S>>;         // m^3
template <class S> using Energy = Per<Times<Mass<S>, Area<S>>, Times<Time<S>, Time<S>>>; // J
template <class S> using Power = Per<Energy<S>, Time<S>>;            // W
template <class S> using Voltage = Per<Power<S>, Current<S>>;        // V
template <class S> using Charge = Times<Current<S>, Time<S>>;        // C

template <class S> using EnergyPerToken = Per<Energy<S>, Tokens<S>>; // J/tok
template <class S> using EnergyPerWork = Per<Energy<S>, Work<S>>;    // J/FLOP
template <class S> using EnergyPerData = Per<Energy<S>, Data<S>>;    // J/bit
template <class S> using MoneyPerEnergy = Per<Money<S>, Energy<S>>;  // USD/J
template <class S> using MoneyPerData = Per<Money<S>, Data<S>>;      // USD/bit
template <class S> using MoneyPerCarbon = Per<Money<S>, Carbon<S>>;  // USD/kgCO2e
template <class S> using CarbonIntensity = Per<Carbon<S>, Energy<S>>; // kgCO2e/J
template <class S> using CarbonPerToken = Per<Carbon<S>, Tokens<S>>; // kgCO2e/tok
template <class S> using WaterIntensity = Per<Volume<S>, Energy<S>>; // m^3/J

// Typed constants: exact by definition, no coefficients.
inline constexpr Time<double> oneSecond{1.0};
inline constexpr Data<double> oneBit{1.0}, oneByte{8.0};
inline constexpr Work<double> oneFlop{1.0};
inline constexpr Work<double> flopPerMac{2.0}; ///< a multiply-accumulate is a multiplication and an addition
inline constexpr Tokens<double> oneToken{1.0};
inline constexpr Money<double> oneDollar{1.0};

} // namespace mls
