//===- RecordTest.cpp - C++ types as schemas, and the two streams ---------===//

#include "Check.h"
#include "Schema/Stream.h"

using namespace mls;

namespace mls {
enum class Word { One, Two, Three };
MLS_ENUM(Word, "one", "two", "three");
} // namespace mls

namespace {

template <class S> struct Other {
  Flag<S> yes;
  bool on;
  MLS_RECORD("Other", "another", "") {
    return std::tuple{in("yes", &Other::yes, "a flag"), in("on", &Other::on, "a switch")};
  }
};
template <class S> struct Inner {
  Bandwidth<S> rate;
  int64_t layers;

  MLS_RECORD("Inner", "a part", "source_1", .side = Side::Supply, .keyword = "hardware", .bare = "rate") {
    return std::tuple{in("rate", &Inner::rate, "how fast", positive, unit("GB/s"), oneOf("rate"), orElse("twice / 2")),
                      virtualField<Bandwidth<S>>("twice", "both ways", oneOf("rate"), orElse("2 * rate")),
                      virtualField<NamedMap<Other<S>>>("pools", "by free names"), textField("vendor", "who"),
                      in("layers", &Inner::layers, "structure", whole(1))};
  }
};
template <class S> struct All {
  Inner<S> inner;
  Opt<Inner<S>> maybe;
  Opt<Ratio<S>> number;
  List<Ratio<S>> list;
  List<OneOf<Inner<S>, Other<S>>> parts;
  Map<Word, Power<S>> map;
  Word word;
  Choice<Word, S> choice;

  MLS_RECORD("All", "everything", "") {
    return std::tuple{
        in("inner", &All::inner, "d"), in("maybe", &All::maybe, "d"),  in("number", &All::number, "d", fraction),
        in("list", &All::list, "d"),   in("parts", &All::parts, "d"),  in("map", &All::map, "d"),
        in("word", &All::word, "d"),   in("choice", &All::choice, "d")};
  }
};

// Constants: a table of schemas needs no code at start.
constinit const Schema *const table[] = {&schemaOf<Inner<double>>(), &schemaOf<All<double>>()};

struct Streams {
  std::vector<double> slots{1e9, 0.5, 2, 3, 1, 7e9, 600, 2};
  //  inner.layers | maybe absent | number | list 2 | parts 2: Other on, Inner layers | map - x - | word
  std::vector<int64_t> tags{4, 0, 1, 2, 2, 1, 1, 0, 5, 0, 1, 0, 2};
};

} // namespace

MLS_TEST_MAIN()

TEST(fieldsComeFromTheMembers) {
  const Schema &s = *table[1];
  CHECK_EQ(s.name, "All");
  CHECK_EQ(s.fields.size(), 8u);
  CHECK_EQ(s.find("inner")->kind, FieldKind::Record);
  CHECK_EQ(s.find("inner")->sub, table[0]);
  CHECK(s.find("maybe")->optional && s.find("maybe")->kind == FieldKind::Record);
  CHECK(s.find("number")->optional && s.find("number")->domain.openLo);
  CHECK_EQ(s.find("list")->element, FieldKind::Quantity);
  CHECK_EQ(s.find("parts")->element, FieldKind::OneOf);
  CHECK_EQ(s.find("parts")->alternatives[1]->name, "Other");
  CHECK_EQ(s.find("map")->dim, dimOf<Power<double>::Unit>);
  CHECK_EQ(s.find("map")->names[2], "three");
  CHECK_EQ(s.find("word")->kind, FieldKind::Enum);
  CHECK_EQ(s.find("choice")->kind, FieldKind::Choice);
}

TEST(rowsCarryWhatTheLanguageNeeds) {
  const Schema &s = *table[0];
  CHECK(s.side == Side::Supply && s.keyword == "hardware" && s.bare == "rate" && s.citation == "source_1");
  const Field &rate = *s.find("rate"), &twice = *s.find("twice"), &pools = *s.find("pools");
  CHECK_EQ(rate.dim, Dim(Base::Data) / Dim(Base::Time));
  CHECK_EQ(rate.unit, "GB/s");
  CHECK_EQ(rate.defaultValue, "twice / 2");
  CHECK(rate.group == "rate" && twice.group == "rate");
  CHECK(!rate.languageOnly && twice.languageOnly && s.find("vendor")->kind == FieldKind::Text);
  CHECK(pools.kind == FieldKind::Map && pools.element == FieldKind::Record && pools.sub->name == "Other" &&
        pools.names.empty());
  CHECK(rate.domain.contains(1) && !rate.domain.contains(0));
  CHECK(!s.find("layers")->domain.contains(1.5));
}

TEST(bindReadsFieldsInOrder) {
  Streams in;
  Reader<double> reader(in.slots, in.tags);
  auto all = bind<All<double>>(reader);
  CHECK(reader.done());
  CHECK_EQ(all.inner.rate.raw(), 1e9);
  CHECK_EQ(all.inner.layers, 4);
  CHECK(!all.maybe.given() && all.number.given());
  CHECK_EQ((*all.number).raw(), 0.5);
  CHECK_EQ(all.list.size(), 2u);
  CHECK_EQ(all.list[1].raw(), 3.0);
  CHECK(all.parts[0].get<Other<double>>() && all.parts[0].get<Other<double>>()->on);
  CHECK_EQ(all.parts[1].get<Inner<double>>()->layers, 5);
  CHECK(!all.map.has(Word::One) && all.map.has(Word::Two));
  CHECK_EQ(all.map[Word::Two].raw(), 600.0);
  CHECK_EQ(all.word, Word::Three);
  CHECK_EQ(all.choice.raw(), 2.0);
}

// Under which name is tested with Trace, in test/unit/tape.
TEST(whatIsAbsentReadsAsMissing) {
  Streams in;
  Reader<double> reader(in.slots, in.tags);
  auto all = bind<All<double>>(reader);
  CHECK(std::isnan(all.maybe->rate.raw()));
  CHECK_EQ(all.maybe->layers, 0);
  CHECK(std::isnan(all.map[Word::One].raw()) && std::isnan(all.map[Word::Three].raw()));
}

TEST(emitWritesWhatBindReads) {
  Streams in;
  Reader<double> reader(in.slots, in.tags);
  Writer<double> writer;
  emit(writer, bind<All<double>>(reader));
  CHECK(llvm::ArrayRef(writer.slots) == llvm::ArrayRef(in.slots));
  CHECK(llvm::ArrayRef(writer.tags) == llvm::ArrayRef(in.tags));
}
