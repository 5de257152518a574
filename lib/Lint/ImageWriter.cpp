//===- ImageWriter.cpp - a checked registry as C++ ------------------------===//
//
// The inverse of lib/Sema/ImageReader.cpp, which states the order of the words.
//
//===----------------------------------------------------------------------===//

#include "Lint/ImageWriter.h"

#include "Units/UnitImage.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/xxhash.h"

#include <bit>
#include <map>

namespace mls {

namespace {
class Writer {
public:
  Writer(const Checked &registry, llvm::StringRef folder, llvm::raw_ostream &out)
      : registry(registry), folder(folder), out(out) {}
  void write();

private:
  // Pieces of the word stream.
  void word(uint32_t w) { words.push_back(w); }
  ImageText keep(llvm::StringRef s);
  void text(llvm::StringRef s);
  void number(double x);
  ImageRange place(Range r);
  void range(Range r);
  template <class List, class F> void list(const List &items, F item) {
    word(uint32_t(items.size()));
    for (const auto &x : items)
      item(x);
  }
  void texts(llvm::ArrayRef<llvm::StringRef> items) {
    list(items, [&](llvm::StringRef s) { text(s); });
  }
  void type(const Type &t);
  void claim(const Claim *c);
  void origin(const Origin &o);
  void node(const Node &n);

  // Tables.
  void entries();
  void sources();
  void defaults();
  void files();

  const Checked &registry;
  llvm::StringRef folder;
  llvm::raw_ostream &out;
  std::string blob;
  llvm::StringMap<ImageText> kept;
  std::vector<uint32_t> words;
  llvm::DenseMap<FileId, uint32_t> fileIndex;
  std::vector<FileId> fileList;
  std::string entryRows, sourceRows, defaultRows, fileRows;
};
} // namespace

ImageText Writer::keep(llvm::StringRef s) {
  auto [at, fresh] = kept.try_emplace(s);
  if (fresh) {
    at->second = {uint32_t(blob.size()), uint32_t(s.size())};
    blob += s;
  }
  return at->second;
}

void Writer::text(llvm::StringRef s) {
  ImageText t = keep(s);
  word(t.offset);
  word(t.size);
}

void Writer::number(double x) {
  uint64_t bits = std::bit_cast<uint64_t>(x);
  word(uint32_t(bits));
  word(uint32_t(bits >> 32));
}

ImageRange Writer::place(Range r) {
  if (!r.valid())
    return {};
  auto [at, fresh] = fileIndex.try_emplace(r.file, uint32_t(fileList.size() + 1));
  if (fresh)
    fileList.push_back(r.file);
  return {at->second, r.begin, r.end};
}

void Writer::range(Range r) {
  ImageRange p = place(r);
  word(p.file);
  word(p.begin);
  word(p.end);
}

void Writer::type(const Type &t) {
  word(t.kind);
  switch (t.kind) {
  case Type::Quantity:
  case Type::Interval:
    for (uint32_t lanes : std::bit_cast<std::array<uint32_t, 4>>(t.dim.bits()))
      word(lanes);
    break;
  case Type::Record:
    text(t.schema ? t.schema->name : llvm::StringRef());
    list(t.alternatives, [&](const Schema *s) { text(s->name); });
    break;
  case Type::Enum:
    texts(t.names);
    break;
  case Type::List:
  case Type::Map:
    texts(t.names);
    type(*t.element);
    break;
  default:
    break;
  }
}

void Writer::claim(const Claim *c) {
  text(c && c->source ? c->source->id : llvm::StringRef());
  if (!c || !c->source)
    return;
  text(c->locator);
  text(c->quote);
  text(c->printed);
  list(c->qualifiers, [&](const Claim::Qualifier &q) {
    text(q.name);
    text(q.value);
  });
  range(c->range);
}

void Writer::origin(const Origin &o) {
  word(uint32_t(o.kind));
  word(o.identity);
  claim(o.claim);
  claim(o.second);
  text(o.reason);
  number(o.lo);
  number(o.hi);
  range(o.range);
}

void Writer::node(const Node &n) {
  uint32_t parts = (n.number != 0 ? 1 : 0) | (!n.text.empty() ? 2 : 0) | (n.decl ? 4 : 0) | (n.origin ? 8 : 0) |
                   (!n.kids.empty() ? 16 : 0) | (!n.entries.empty() ? 32 : 0);
  word(uint32_t(n.op) | uint32_t(n.flow) << 8 | parts << 16);
  type(n.type);
  range(n.range);
  if (parts & 1)
    number(n.number);
  if (parts & 2)
    text(n.text);
  if (parts & 4)
    text(n.decl->path);
  if (parts & 8)
    origin(*n.origin);
  if (parts & 16)
    list(n.kids, [&](const Node *kid) { node(*kid); });
  if (parts & 32)
    list(n.entries, [&](const Entry &e) {
      texts(e.path);
      range(e.pathRange);
      node(*e.value);
    });
}

//===-- Tables -------------------------------------------------------------===//

static std::string row(ImageText t) { return fmt::format("{{{}, {}}}", t.offset, t.size); }
static std::string row(ImageRange r) { return fmt::format("{{{}, {}, {}}}", r.file, r.begin, r.end); }

void Writer::entries() {
  for (const Decl *d : registry.decls) { // by path
    if (!d->value || d->kind == DeclKind::Query)
      continue;
    ImageText path = keep(d->path), schema = keep(d->type.schema ? d->type.schema->name : ""), doc = keep(d->doc);
    uint32_t at = uint32_t(words.size());
    node(*d->value);
    entryRows += fmt::format("    {{{}, {}, {}, {}, {}, {}, {}}},\n", row(path), row(schema), row(doc),
                             unsigned(d->kind), at, row(place(d->range)), row(place(d->nameRange)));
  }
}

void Writer::sources() {
  std::vector<const Source *> all;
  for (const Decl *d : registry.decls)
    if (d->source)
      all.push_back(d->source);
  llvm::sort(all, [](const Source *a, const Source *b) { return a->id < b->id; });
  for (const Source *s : all) {
    uint32_t lists = uint32_t(words.size());
    texts(s->subjects);
    texts(s->publishes);
    std::string texts;
    for (llvm::StringRef t : {s->id, s->kind, s->publisher, s->title, s->url, s->accessed, s->sha256})
      texts += row(keep(t)) + ", ";
    sourceRows += fmt::format("    {{{}{}, {}, {}}},\n", texts, s->changes, lists, row(place(s->range)));
  }
}

/// Defaults of every schema that the catalogue leads to.
void Writer::defaults() {
  std::map<std::string, const Node *> compiled;
  llvm::SmallPtrSet<const Schema *, 16> seen;
  llvm::SmallVector<const Schema *> todo(registry.catalog->schemas.begin(), registry.catalog->schemas.end());
  for (const Signature *s : registry.catalog->solvers)
    todo.append({s->in, s->out});
  while (!todo.empty()) {
    const Schema *s = todo.pop_back_val();
    if (!seen.insert(s).second)
      continue;
    for (const Field &f : s->fields) {
      if (f.sub)
        todo.push_back(f.sub);
      todo.append(f.alternatives.begin(), f.alternatives.end());
      if (const Node *n = registry.defaultOf(s, f))
        compiled[s->name.str() + "." + f.name.str()] = n;
    }
  }
  for (auto &[name, n] : compiled) {
    ImageText field = keep(name);
    defaultRows += fmt::format("    {{{}, {}}},\n", row(field), words.size());
    node(*n);
  }
}

void Writer::files() {
  for (FileId file : fileList) {
    llvm::StringRef name = registry.sources.name(file);
    std::string shortName = name.consume_front(folder) ? "registry/" + name.ltrim('/').str() : name.str();
    ImageText shown = keep(shortName), text = keep(registry.sources.text(file));
    fileRows += fmt::format("    {{{}, {}}},\n", row(shown), row(text));
  }
}

/// The blob as adjacent string literals.
static void writeBlob(llvm::raw_ostream &out, llvm::StringRef blob) {
  out << "static constexpr char blob[] =";
  for (size_t i = 0; i < blob.size(); i += 100) {
    out << "\n    \"";
    for (unsigned char c : blob.substr(i, 100)) {
      if (c == '"' || c == '\\')
        out << '\\' << c;
      else if (c >= 32 && c < 127 && c != '?')
        out << c;
      else
        out << '\\' << char('0' + (c >> 6)) << char('0' + (c >> 3 & 7)) << char('0' + (c & 7));
    }
    out << '"';
  }
  out << ";\n\n";
}

void Writer::write() {
  entries();
  sources();
  defaults();
  files();
  uint64_t hash = llvm::xxh3_64bits(llvm::StringRef(blob));
  hash ^= llvm::xxh3_64bits(llvm::StringRef((const char *)words.data(), words.size() * sizeof(uint32_t)));

  out << "// Written by `mlsc-stage1 registry-image` from registry/. Do not edit.\n"
         "#include \"Registry/Image.h\"\n\nnamespace mls {\n\n";
  writeBlob(out, blob);
  out << "static constexpr uint32_t words[] = {";
  for (auto [i, w] : llvm::enumerate(words))
    out << (i % 16 ? " " : "\n    ") << w << ',';
  out << "};\n\n";
  auto table = [&](llvm::StringRef type, llvm::StringRef name, llvm::StringRef rows) {
    if (!rows.empty())
      out << "static constexpr " << type << ' ' << name << "[] = {\n" << rows << "};\n\n";
    else
      out << "static constexpr llvm::ArrayRef<" << type << "> " << name << ";\n\n";
  };
  table("ImageFile", "files", fileRows);
  table("ImageEntry", "entries", entryRows);
  table("ImageSource", "sources", sourceRows);
  table("ImageDefault", "defaults", defaultRows);
  llvm::SmallVector<const UnitDef *> units;
  for (const UnitDef &u : registry.units.builtin())
    units.push_back(&u);
  for (const UnitDef &u : registry.units.declared())
    units.push_back(&u);
  writeUnits(out, "units", units);
  std::string dimensions;
  for (llvm::StringRef name : registry.dims().user())
    dimensions += fmt::format("    llvm::StringLiteral(\"{}\"),\n", name);
  table("llvm::StringRef", "dimensions", dimensions);
  out << fmt::format("constinit const RegistryImage registryImage = {{\n    llvm::StringRef(blob, {}), words, files, "
                     "entries, sources, "
                     "defaults, units, dimensions, \"{}\", \"{:08x}\"}};\n\n}} // namespace mls\n",
                     blob.size(), registry.pin.empty() ? "0" : registry.pin, uint32_t(hash ^ hash >> 32));
}

void writeImage(const Checked &registry, llvm::StringRef folder, llvm::raw_ostream &out) {
  Writer(registry, folder, out).write();
}

} // namespace mls
