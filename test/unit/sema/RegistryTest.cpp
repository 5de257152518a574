//===- RegistryTest.cpp - look-up in a registry made by hand --------------===//

#include "Check.h"
#include "Registry/Registry.h"

using namespace mls;

static constexpr char text[] = "a.Xa.b.Ya.bc.Zz";
static const ImageEntry entries[] = {{.path = {0, 3}}, {.path = {3, 5}}, {.path = {8, 6}}};
static const ImageSource sources[] = {{.id = {0, 1}}, {.id = {14, 1}}};
static const RegistryImage image{
    .text = llvm::StringRef(text, 15), .entries = entries, .sources = sources, .date = "2026.11", .hash = "c0ffee00"};

TEST(entriesAreFoundByPath) {
  Registry registry(image);
  CHECK(registry.find("a.b.Y") == &entries[1]);
  CHECK(registry.find("a.b") == nullptr);
  CHECK(registry.find("a.b.Yy") == nullptr);
  CHECK(registry.name(*registry.find("a.bc.Z")) == "Z");
}

TEST(aFolderIsNotAPrefixOfANeighbour) {
  Registry registry(image);
  CHECK_EQ(registry.under("a").size(), size_t(3));
  CHECK_EQ(registry.under("a.b").size(), size_t(1));
  CHECK(registry.isFolder("a.bc"));
  CHECK(!registry.isFolder("a.b.Y"));
  CHECK_EQ(registry.under("").size(), size_t(3));
}

TEST(namesAndSources) {
  Registry registry(image);
  CHECK_EQ(registry.named("Y").size(), size_t(1));
  CHECK(registry.source("a") == &sources[0]);
  CHECK(registry.source("b") == nullptr);
  CHECK_EQ(registry.version(), "2026.11+c0ffee00");
}

TEST(anEmptyRegistrySaysSo) {
  static const RegistryImage none{};
  Registry registry(none);
  CHECK(registry.empty());
  CHECK(registry.find("a.X") == nullptr);
  CHECK_EQ(registry.version(), "none");
}
