//===- ImageReader.cpp - rows of the registry image to nodes --------------===//
//
// The inverse of lib/Lint/ImageWriter.cpp. An entry is read on its first use; what it
// refers to follows. The order of the words is the contract between the two files:
//
//   node     op | flow << 8 | parts << 16, type, range, then by the bits of `parts`
//            1 number (2 words)  2 text  4 path of decl  8 origin  16 kids  32 entries
//   type     kind, then by kind: dimension (4 words); schema; names; element
//   entry    words of the path, range, node
//   text     offset, size        list   count, items        range  file, begin, end
//
//===----------------------------------------------------------------------===//

#include "Sema/Checker.h"

#include <bit>

namespace mls {

namespace {
class Reader {
public:
  Reader(Checker &c, uint32_t at) : c(c), image(c.out.registry.data()), at(at) {}

  uint32_t word() { return image.words[at++]; }
  llvm::StringRef text() {
    uint32_t offset = word(), size = word();
    return image.text.substr(offset, size);
  }
  double number() {
    uint64_t low = word(), high = word();
    return std::bit_cast<double>(low | high << 32);
  }
  Range range() {
    uint32_t file = word(), begin = word(), end = word();
    return c.place({file, begin, end});
  }
  template <class T, class F> llvm::ArrayRef<T> list(F item) {
    llvm::SmallVector<T, 8> items;
    for (uint32_t n = word(); n != 0; --n)
      items.push_back(item());
    return c.keep(llvm::ArrayRef<T>(items));
  }
  llvm::ArrayRef<llvm::StringRef> texts() {
    return list<llvm::StringRef>([&] { return text(); });
  }

  Type type();
  const Claim *claim();
  const Origin *origin();
  Node *node();

private:
  Checker &c;
  const RegistryImage &image;
  uint32_t at;
};
} // namespace

Type Reader::type() {
  Type t;
  t.kind = Type::Kind(word());
  switch (t.kind) {
  case Type::Quantity:
  case Type::Interval: {
    std::array<uint32_t, 4> lanes;
    for (uint32_t &lane : lanes)
      lane = word();
    t.dim = Dim::fromTwelfths(std::bit_cast<std::array<int8_t, Dim::bases>>(lanes));
    break;
  }
  case Type::Record:
    if (llvm::StringRef name = text(); !name.empty())
      t.schema = c.anySchema(name);
    t.alternatives = list<const Schema *>([&] { return c.anySchema(text()); });
    break;
  case Type::Enum:
    t.names = texts();
    break;
  case Type::List:
  case Type::Map: {
    t.names = texts();
    Type *element = c.make<Type>();
    *element = type();
    t.element = element;
    break;
  }
  default:
    break;
  }
  return t;
}

const Claim *Reader::claim() {
  llvm::StringRef id = text();
  if (id.empty())
    return nullptr;
  Claim *claim = c.make<Claim>();
  if (const ImageSource *s = c.out.registry.source(id))
    claim->source = c.imageSource(*s);
  claim->locator = text();
  claim->quote = text();
  claim->printed = text();
  claim->qualifiers = list<Claim::Qualifier>([&] {
    llvm::StringRef name = text();
    return Claim::Qualifier{name, text()};
  });
  claim->range = range();
  return claim;
}

const Origin *Reader::origin() {
  Origin *o = c.make<Origin>();
  o->kind = OriginKind(word());
  o->identity = word();
  o->claim = claim();
  o->second = claim();
  o->reason = text();
  o->lo = number();
  o->hi = number();
  o->range = range();
  return o;
}

Node *Reader::node() {
  uint32_t head = word(), parts = head >> 16;
  Type t = type();
  Node *n = c.make(NodeOp(head & 255), range(), t);
  n->flow = Flow(head >> 8 & 255);
  if (parts & 1)
    n->number = number();
  if (parts & 2)
    n->text = text();
  if (parts & 4)
    if (Pending *p = c.registryEntry(text())) {
      c.require(*p);
      n->decl = p->decl;
    }
  if (parts & 8)
    n->origin = origin();
  if (parts & 16)
    n->kids = list<const Node *>([&]() -> const Node * { return node(); });
  if (parts & 32)
    n->entries = list<Entry>([&] {
      Entry e;
      e.path = texts();
      e.pathRange = range();
      e.value = node();
      return e;
    });
  return n;
}

//===-- Entries, sources, defaults -----------------------------------------===//

Range Checker::place(ImageRange r) {
  if (r.file == 0)
    return {};
  FileId &file = imageFiles[r.file];
  if (!file) {
    const RegistryImage &image = out.registry.data();
    const ImageFile &f = image.files[r.file - 1];
    file = out.sources.addStatic(image.str(f.name), image.str(f.text));
  }
  return {file, r.begin, r.end};
}

const Schema *Checker::anySchema(llvm::StringRef name) {
  if (schemaIndex.empty()) {
    // Those in the catalogue, and all that their fields lead to.
    llvm::SmallVector<const Schema *> todo(out.catalog->schemas.begin(), out.catalog->schemas.end());
    for (const Signature *s : out.catalog->solvers) {
      todo.push_back(s->in);
      todo.push_back(s->out);
    }
    while (!todo.empty()) {
      const Schema *s = todo.pop_back_val();
      if (!schemaIndex.try_emplace(s->name, s).second)
        continue;
      for (const Field &f : s->fields) {
        if (f.sub)
          todo.push_back(f.sub);
        todo.append(f.alternatives.begin(), f.alternatives.end());
      }
    }
  }
  return schemaIndex.lookup(name);
}

void Checker::materialise(Pending &p) {
  const ImageEntry &e = *p.entry;
  Decl &d = *p.decl;
  d.doc = out.registry.doc(e);
  d.range = place(e.range);
  d.nameRange = place(e.nameRange);
  d.value = Reader(*this, e.words).node();
  d.type = d.value->type;
  bool supply = d.kind == DeclKind::Hardware || d.kind == DeclKind::Site;
  bool demand = d.kind == DeclKind::Model || d.kind == DeclKind::Workload;
  d.flow = supply ? Flow::Supply : demand ? Flow::Demand : d.value->flow;
}

const Node *Checker::compiledDefault(const ImageDefault &d) { return Reader(*this, d.words).node(); }

const Source *Checker::imageSource(const ImageSource &row) {
  const Source *&known = imageSources[&row];
  if (known)
    return known;
  const RegistryImage &image = out.registry.data();
  Source *s = make<Source>();
  known = s;
  s->id = image.str(row.id);
  s->kind = image.str(row.kind);
  s->publisher = image.str(row.publisher);
  s->title = image.str(row.title);
  s->url = image.str(row.url);
  s->accessed = image.str(row.accessed);
  s->sha256 = image.str(row.sha256);
  s->changes = row.changes;
  s->range = place(row.range);
  Reader lists(*this, row.lists);
  s->subjects = lists.texts();
  s->publishes = lists.texts();
  return s;
}

} // namespace mls
