//===- Typed.cpp - what compiles, and what must not -----------------------===//

#include "Units/Typed.h"

#include "Check.h"

using namespace mls;

namespace {
using D = double;
template <class A, class B> concept Addable = requires(A a, B b) { a + b; };
template <class A, class B> concept Subtractable = requires(A a, B b) { a - b; };
template <class A, class B> concept Comparable = requires(A a, B b) { less(a, b); };
template <class A, class B> concept Assignable = requires(A a, B b) { a = b; };
template <class A> concept HasExp = requires(A a) { exp(a); };
template <class A> concept HasLog = requires(A a) { log(a); };
template <class A, class B> concept HasMax = requires(A a, B b) { max(a, b); };
template <class A, class B> concept LessOperator = requires(A a, B b) { a < b; };
enum class Bound { Compute, Memory, Network };
} // namespace

// Well typed.
static_assert(std::same_as<decltype(Data<D>() / Time<D>()), Bandwidth<D>>);
static_assert(std::same_as<decltype(Bandwidth<D>() * Time<D>()), Data<D>>);
static_assert(std::same_as<decltype(Power<D>() * Time<D>()), Energy<D>>);
static_assert(std::same_as<decltype(Data<D>() / Data<D>()), Ratio<D>>);
static_assert(std::same_as<decltype(1 / Time<D>()), Frequency<D>>);
static_assert(std::same_as<decltype(sqrt(Area<D>())), Length<D>>);
static_assert(std::same_as<decltype(sq(Length<D>())), Area<D>>);
static_assert(std::same_as<decltype(power<3, 2>(Area<D>())), Volume<D>>);
static_assert(std::same_as<decltype(Voltage<D>() * Current<D>()), Power<D>>);
static_assert(Addable<Time<D>, Time<D>> && Addable<Ratio<D>, int> && HasExp<Ratio<D>>);

// Ill typed.
static_assert(!Addable<Time<D>, Frequency<D>>);       // 1 ms + 1 s^-1
static_assert(!Addable<Data<D>, Money<D>>);           // 3 GB + 5 USD
static_assert(!Addable<TokenRate<D>, Frequency<D>>);  // 3 tok/s + 5 req/s
static_assert(!Addable<Mass<D>, Carbon<D>>);          // 3 kg + 2 kgCO2e
static_assert(!Addable<Time<D>, double> && !Subtractable<double, Time<D>>);
static_assert(!Subtractable<Tokens<D>, int>);         // `output - 1` wants `oneToken`
static_assert(!Comparable<Data<D>, Bandwidth<D>> && !HasMax<Data<D>, Work<D>> && !HasMax<Time<D>, double>);
static_assert(!HasExp<Time<D>> && !HasLog<Data<D>>);
static_assert(!Assignable<Time<D> &, double> && !Assignable<Bandwidth<D> &, Data<D>>);
static_assert(!std::convertible_to<double, Time<D>> && !std::convertible_to<Ratio<D>, double>);
static_assert(std::convertible_to<double, Ratio<D>>);

// No silent branches.
static_assert(!std::constructible_from<bool, Flag<D>> && !LessOperator<Time<D>, Time<D>>);

// The bridge.
static_assert(Time<D>::dim() == Dim(Base::Time));
static_assert(Ratio<D>::dim().isNumber());
static_assert(Bandwidth<D>::dim() == Dim(Base::Data) / Base::Time);
static_assert(Power<D>::dim() == Dim(Base::Mass) * Base::Length * Base::Length / (Dim(Base::Time) * Base::Time * Base::Time));
static_assert(CarbonIntensity<D>::dim() == Carbon<D>::dim() / Energy<D>::dim());
static_assert(decltype(sqrt(Data<D>()))::dim().twelfths(unsigned(Base::Data)) == 6);
static_assert(Length<D>::dim() == Dim(Base::Length) && Current<D>::dim() == Dim(Base::Current) &&
              Temperature<D>::dim() == Dim(Base::Temperature) && Work<D>::dim() == Dim(Base::Compute) &&
              Money<D>::dim() == Dim(Base::Money) && Carbon<D>::dim() == Dim(Base::Carbon) &&
              Tokens<D>::dim() == Dim(Base::Token));

TEST(arithmetic) {
  Time<D> t(3);
  Tokens<D> n(12);
  CHECK_EQ((n / t).raw(), 4.0);
  CHECK_EQ((n - oneToken).raw(), 11.0);
  CHECK_EQ((2 * t + t / 2 - t).raw(), 4.5);
  CHECK_EQ((1 - t / Time<D>(4)).raw(), 0.25);
  CHECK_EQ((6 / t).raw(), 2.0);
  CHECK_EQ((-t).raw(), -3.0);
  t += oneSecond;
  CHECK_EQ(t.raw(), 4.0);
  CHECK_EQ((5 * flopPerMac).raw(), 10.0);
  CHECK_EQ(Time<D>().raw(), 0.0);
}

TEST(choices) {
  Time<D> a(1), b(2), c(2);
  CHECK_EQ(max(a, b, c).raw(), 2.0);
  CHECK_EQ(min(b, a, oneSecond).raw(), 1.0);
  CHECK_EQ(max(Ratio<D>(0.5), 1).raw(), 1.0);
  CHECK_EQ(select(less(a, b), a, b).raw(), 1.0);
  CHECK_EQ(select(less(b, a), Ratio<D>(5), 7).raw(), 7.0);
  CHECK_EQ(argmax(Bound::Compute, a, Bound::Memory, b, Bound::Network, c).raw(), 1.0); // the first wins a tie
  CHECK_EQ(argmax(Bound::Network, a).raw(), 2.0);
  CHECK(guard(is(argmax(Bound::Compute, b, Bound::Memory, a), Bound::Compute)));
  CHECK(guard(less(a, b) && !less(b, a)));
  CHECK(!guard(less(a, b) && less(b, a)));
  CHECK(guard(lessEqual(b, c) && equal(b, c) && (less(b, a) || less(a, b))));
  CHECK_EQ(number(less(a, b)).raw(), 1.0);
}

TEST(functionsOfNumbers) {
  CHECK_EQ(pow(Ratio<D>(2), 10).raw(), 1024.0);
  CHECK_NEAR(exp(log(Ratio<D>(7))).raw(), 7.0, 1e-15);
  CHECK_EQ(log2(Ratio<D>(8)).raw(), 3.0);
  CHECK_EQ(ceil(Ratio<D>(2.1)).raw(), 3.0);
  CHECK_EQ(floor(Ratio<D>(2.9)).raw(), 2.0);
  CHECK_EQ(abs(Time<D>(-2)).raw(), 2.0);
}

TEST(roundsOfATree) {
  CHECK_EQ(ceilLog2S(1), 0.0);
  for (int k = 1; k != 60; ++k) {
    double n = std::ldexp(1.0, k);
    CHECK_EQ(ceilLog2S(n), double(k));
    CHECK_EQ(ceilLog2S(n + n * 0x1p-52), double(k + 1));
    if (k > 1)
      CHECK_EQ(ceilLog2S(n - 1), double(k));
  }
  CHECK(std::isnan(ceilLog2S(0)));
}

// What failed or is missing reaches every result that depends on it.
TEST(undeterminedTravels) {
  Ratio<D> load(1.5);
  Ratio<D> wait = require(less(load, 1), "the queue is unstable", load / (1 - load));
  CHECK(std::isnan(wait.raw()));
  CHECK(std::isnan(max(wait, 1).raw()) && std::isnan(max(1, wait).raw()));
  CHECK(std::isnan(min(wait, 1).raw()) && std::isnan(min(1, wait).raw()));
  CHECK(std::isnan(less(wait, 1).raw()) && std::isnan(select(less(wait, 1), 1, 2).raw()));
  CHECK(std::isnan((less(wait, 1) && less(load, 1)).raw()) && std::isnan((!less(wait, 1)).raw()));
  CHECK(!guard(less(wait, 1)));
  CHECK_EQ(select(less(load, 1), wait, 2).raw(), 2.0); // the branch not taken does no harm
  Ratio<D> fine = require(less(Ratio<D>(0.5), 1), "the queue is unstable", Ratio<D>(0.5));
  CHECK_EQ(fine.raw(), 0.5);
}
