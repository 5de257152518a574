//===- Check.h - the unit tests' whole framework --------------------------===//
//
// One executable an area (test/unit/<area>), one TEST an idea:
//
//   TEST(prefixesAreExact) {
//     CHECK(parsed.has_value());
//     CHECK_EQ(factor(unit("km")), Rational(1000));
//     CHECK_NEAR(value, 1.25, 1e-12);
//   }
//
// A failed check prints its place and both values, and the test goes on. `--list` names the tests, arguments select some.
// lit runs every test on its own, so a crash costs one test.
//
// Include this header in every file of the area and write MLS_TEST_MAIN() in one of them.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <cmath>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <string>
#include <type_traits>
#include <vector>

namespace mls::test {

struct Case {
  const char *name;
  void (*run)();
};

inline std::vector<Case> &cases() {
  static std::vector<Case> all;
  return all;
}

inline int &failures() {
  static int count = 0;
  return count;
}

struct Register {
  Register(const char *name, void (*run)()) { cases().push_back({name, run}); }
};

template <class T> void print(const T &value) {
  if constexpr (requires { std::cout << value; })
    std::cout << value;
  else if constexpr (std::is_enum_v<T>)
    std::cout << static_cast<long long>(value);
  else if constexpr (requires { value.str(); })
    std::cout << std::string(value.str());
  else
    std::cout << "(no printer)";
}

/// `==`, except that a literal `3` equals a size of 3 without a warning about signs.
template <class A, class B> bool equal(const A &a, const B &b) {
  if constexpr (std::is_integral_v<A> && std::is_integral_v<B>)
    return (a < A()) == (b < B()) && static_cast<unsigned long long>(a) == static_cast<unsigned long long>(b);
  else
    return a == b;
}

template <class A, class B>
void compare(bool ok, const char *file, int line, const char *what, const A &a, const B &b) {
  if (ok)
    return;
  ++failures();
  std::cout.precision(17);
  std::cout << file << ":" << line << ": failed: " << what << "\n  left:  ";
  print(a);
  std::cout << "\n  right: ";
  print(b);
  std::cout << "\n";
}

template <class A, class B> void checkEqual(const A &a, const B &b, const char *file, int line, const char *what) {
  compare(equal(a, b), file, line, what, a, b);
}

inline void check(bool ok, const char *file, int line, const char *what) {
  if (ok)
    return;
  ++failures();
  std::cout << file << ":" << line << ": failed: " << what << "\n";
}

/// True when `a` and `b` differ by at most `rel` of the larger one.
inline bool near(double a, double b, double rel) {
  return a == b || std::fabs(a - b) <= rel * std::fmax(std::fabs(a), std::fabs(b));
}

inline int main(int argc, char **argv) {
  if (argc == 2 && std::strcmp(argv[1], "--list") == 0) {
    for (const Case &c : cases())
      std::cout << c.name << "\n";
    return 0;
  }
  int passed = 0, failed = 0;
  for (const Case &c : cases()) {
    bool wanted = argc == 1;
    for (int i = 1; i < argc; ++i)
      wanted |= std::strcmp(argv[i], c.name) == 0;
    if (!wanted)
      continue;
    int before = failures();
    c.run();
    (failures() == before ? passed : failed)++;
  }
  std::cout << passed << " passed, " << failed << " failed" << std::endl;
  return failed == 0 && passed > 0 ? 0 : 1;
}

} // namespace mls::test

#define TEST(NAME)                                                                                                     \
  static void NAME();                                                                                                  \
  static const mls::test::Register registered_##NAME(#NAME, NAME);                                                     \
  static void NAME()

#define CHECK(...) mls::test::check(static_cast<bool>(__VA_ARGS__), __FILE__, __LINE__, #__VA_ARGS__)

#define CHECK_EQ(A, B) mls::test::checkEqual((A), (B), __FILE__, __LINE__, #A " == " #B)

#define CHECK_NEAR(A, B, REL)                                                                                          \
  do {                                                                                                                 \
    double checkA = (A), checkB = (B);                                                                                 \
    mls::test::compare(mls::test::near(checkA, checkB, REL), __FILE__, __LINE__, #A " near " #B, checkA, checkB);      \
  } while (false)

#define MLS_TEST_MAIN()                                                                                                \
  int main(int argc, char **argv) { return mls::test::main(argc, argv); }
