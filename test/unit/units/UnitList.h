//===- UnitList.h - registry/units/units.mls for tests --------------------===//
//
// Reads the one list of units line by line, without the compiler's parser, so that
// its rules can be tested for every unit that exists.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Check.h"
#include "Units/UnitTable.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"

namespace mls::test {

struct UnitList {
  std::unique_ptr<llvm::MemoryBuffer> text;
  UnitTable table;
  std::vector<std::string> problems;

  explicit UnitList(const char *path = UNITS_FILE) {
    auto file = llvm::MemoryBuffer::getFile(path);
    if (!file) {
      problems.push_back("cannot read the list");
      return;
    }
    text = std::move(*file);
    llvm::StringRef doc;
    for (llvm::StringRef rest = text->getBuffer(); !rest.empty();) {
      llvm::StringRef line;
      std::tie(line, rest) = rest.split('\n');
      if (line.consume_front("/// "))
        doc = line;
      else if (line.consume_front("unit "))
        declare(line, doc);
    }
  }

private:
  void declare(llvm::StringRef line, llvm::StringRef doc) {
    auto problem = [&](const char *what) { problems.push_back(std::string(what) + ": " + line.str()); };
    auto [head, convention] = line.split("  convention ");
    auto [meaning, prefixList] = head.split(" prefixes ");
    PrefixSet prefixes;
    for (llvm::StringRef word : llvm::split(prefixList.trim(), ' '))
      if (auto prefix = prefixNamed(word))
        prefixes.insert(*prefix);
      else if (!word.empty())
        problem("unknown prefix");

    UnitDef unit;
    auto [name, dimension] = meaning.split(": ");
    if (!dimension.empty()) {
      auto dim = table.dimensions().lookup(dimension.trim());
      if (!dim)
        return problem("unknown dimension");
      unit.name = name;
      unit.dim = *dim;
      unit.prefixes = prefixes;
      unit.counting = dimension.trim() == "Count";
    } else {
      auto [defined, definition] = meaning.split(" = ");
      auto [number, of] = definition.trim().split(' ');
      auto factor = parseNumber(number);
      auto base = table.parse(of);
      if (!factor || !base)
        return problem("bad definition");
      if (convention.empty())
        problem("a factor without its convention");
      unit = makeUnit(defined, *factor, *base, prefixes);
      unit.definition = definition.trim();
      if (auto clash = table.add(unit))
        problem("clash");
      return;
    }
    if (doc.empty())
      problem("no doc comment");
    unit.doc = doc;
    if (auto clash = table.add(unit))
      problem("clash");
  }
};

/// The list, read once.
inline const UnitTable &units() {
  static const UnitList list;
  return list.table;
}

inline double factorOf(llvm::StringRef text) {
  auto unit = units().parse(text);
  return unit ? unit->factor.value() : -1;
}

} // namespace mls::test
