//===- Hover.cpp - what stands here ---------------------------------------===//
//
// Markdown in a fixed order: the declaration in .mls syntax, its value, what it
// means, where it comes from.
//
//===----------------------------------------------------------------------===//

#include "Basic/Text.h"
#include "LSP/Cursor.h"
#include "LSP/Features.h"
#include "LSP/Keywords.h"
#include "LSP/Protocol.h"
#include "Units/Display.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace mls::lsp {

namespace {

class HoverText {
public:
  HoverText(const Snapshot &checked, const ServerOptions &options) : checked(checked), options(options) {}

  std::string text;

  void code(StringRef line) { add("```mls\n" + line.str() + "\n```"); }
  void add(StringRef paragraph) {
    if (paragraph.empty())
      return;
    if (!text.empty())
      text += "\n\n";
    text += paragraph;
  }

  void field(const Field &field, const Schema &owner) {
    code(fmt::format("{}.{}: {}", owner.name, field.name, describe(field)));
    add(field.doc);
    add(constraints(field));
    if (field.kind == FieldKind::Enum || field.kind == FieldKind::Choice)
      add("One of " + quotedList(field.names) + ".");
    if (!field.defaultValue.empty())
      add(fmt::format("Default: `{}`", field.defaultValue));
  }

  void decl(const Decl &decl) {
    static constexpr const char *words[] = {"model", "workload", "hardware", "site",      "format", "let",   "def",
                                            "query", "source",   "schema",   "dimension", "unit",   "import"};
    std::string type = typeOf(decl.type);
    if (decl.kind == DeclKind::Source)
      return source(*decl.source);
    bool typed = !decl.type.isError() && decl.kind != DeclKind::Schema && decl.kind != DeclKind::Import && decl.kind != DeclKind::Dimension;
    code(fmt::format("{} {}{}{}", words[unsigned(decl.kind)], decl.name, parameters(decl),
                     typed && !type.empty() ? (decl.kind == DeclKind::Def ? " -> " : ": ") + type : ""));
    if (decl.fromRegistry)
      add(fmt::format("Registry entry `{}`", decl.path));
    add(decl.doc);
  }

  void signature(const Signature &s) {
    std::string line = s.name.str() + "(";
    for (const auto &[i, f] : enumerate(s.in->fields)) {
      if (i != 0)
        line += ", ";
      line += f.name.str() + (f.optional || f.inherited || !f.defaultValue.empty() ? "?" : "");
    }
    code(line + ") -> " + (s.isFunction ? describe(s.out->fields.front()) : s.out->name.str()));
    add(s.doc);
    table("argument", *s.in);
    if (!s.isFunction)
      table("result", *s.out);
    if (options.equations)
      if (std::vector<std::string> lines = options.equations(s); !lines.empty())
        add("```\n" + llvm::join(lines, "\n") + "\n```");
    if (!s.citation.empty())
      add(fmt::format("Equations from `{}`", s.citation));
  }

  void schema(const Schema &s) {
    code(fmt::format("schema {}{}", s.name, s.base ? ": " + s.base->name.str() : ""));
    add(s.doc);
    table("field", s);
  }

  /// A literal: what it is in base units, and of which dimension.
  void number(const Node &node) {
    std::string as =
        node.text.empty() ? formatNumber(node.number) : display(node.number, node.type.dim, checked->units);
    code(fmt::format("{}: {}", as, typeOf(node.type)));
    if (auto unit = checked->units.parse(node.text))
      for (const UnitPart &part : unit->parts)
        add(fmt::format("`{}`: {}{}", part.def->name, part.def->doc.empty() ? "" : part.def->doc.trim().str() + " ",
                        part.def->definition.empty() ? "" : fmt::format("(`{}`)", part.def->definition)));
    // A literal within an expression is nobody's figure; a field's own is told of its key.
    if (node.origin && node.origin->kind != OriginKind::Unsourced)
      origin(*node.origin);
  }

  void expression(const Node &node) {
    std::string type = typeOf(node.type);
    if (node.type.isError() || type.empty())
      return;
    std::string line = checked->sources.text(node.range).split('\n').first.trim().str();
    code(line + ": " + type);
  }

  /// The value of a path with its formula and where it comes from.
  void value(const std::string &path) {
    if (path.empty() || !options.explain || !checked->ok())
      return;
    if (const Decl *query = checked->lookup(StringRef(path).split('.').first); query && isBlock(*query)) {
      StringRef file = sys::path::filename(checked->sources.name(checked->file));
      return add(fmt::format("`mlsc explain {} {}` runs the query and says how it came about.", file, path));
    }
    std::shared_ptr<const ProofNode> proof = options.explain(checked, path);
    if (!proof)
      return;
    std::string range = proof->value.rangeAndGap();
    if (!proof->value.display.empty())
      add(fmt::format("**{}**{}{}", proof->value.display,
                      isAlpha(proof->grade) ? fmt::format(" · grade {}", proof->grade) : "",
                      range.empty() ? "" : " · " + range));
    if (!proof->formula.empty())
      add("`" + proof->formula + "`");
    for (const CitedFigure &c : proof->cited) {
      add(fmt::format("From *{}*{}{}{}", c.title, c.locator.empty() ? "" : ", " + c.locator,
                      c.accessed.empty() ? "" : ", read " + c.accessed, c.url.empty() ? "" : "  \n<" + c.url + ">"));
      if (!c.quote.empty())
        add("> " + c.quote);
    }
    if (!proof->reason.empty())
      add("Estimate: " + proof->reason);
  }

  void origin(const Origin &o) {
    if (o.kind == OriginKind::Claimed && o.claim && o.claim->source)
      claim(*o.claim);
    else if (o.kind == OriginKind::Estimate || o.kind == OriginKind::Convention)
      add((o.kind == OriginKind::Estimate ? "Estimate: " : "Convention: ") + o.reason.str());
    else if (o.kind == OriginKind::Unsourced)
      add("Unsourced: `from`, `estimate` or `convention` says where it comes from.");
  }

private:
  /// A `sweep`, `solve`, …: its results are known only once it ran.
  static bool isBlock(const Decl &decl) {
    return decl.kind == DeclKind::Query && !decl.value && !decl.type.isError();
  }

  void claim(const Claim &c) {
    add(fmt::format("From *{}*{}{}", c.source->title, c.locator.empty() ? "" : ", " + c.locator.str(),
                    c.source->accessed.empty() ? "" : ", read " + c.source->accessed.str()));
    if (!c.quote.empty())
      add("> " + c.quote.str());
    if (!c.source->url.empty())
      add("<" + c.source->url.str() + ">");
  }

  void source(const Source &s) {
    code(fmt::format("source {} {{ kind: {} }}", s.id, s.kind));
    add(fmt::format("*{}*{}{}", s.title, s.publisher.empty() ? "" : ", " + s.publisher.str(),
                    s.accessed.empty() ? "" : ", read " + s.accessed.str()));
    if (!s.url.empty())
      add("<" + s.url.str() + ">");
  }

  /// As an annotation spells it: `Bandwidth`, `Time/Token`.
  std::string dimension(Dim dim) const {
    std::string name = print(dim, checked->dims());
    return StringRef(name).contains(' ') ? printQuotient(dim, checked->dims()) : name;
  }
  std::string typeOf(const Type &type) const {
    return type.kind == Type::Quantity ? dimension(type.dim) : checked->print(type);
  }

  std::string describe(const Field &f) const {
    switch (f.kind) {
    case FieldKind::Quantity:
      return dimension(f.dim) + (f.unit.empty() ? "" : fmt::format(" ({})", f.unit));
    case FieldKind::Integer:
      return "Count";
    case FieldKind::Flag:
    case FieldKind::Bool:
      return "true or false";
    case FieldKind::Enum:
    case FieldKind::Choice:
      return "word";
    case FieldKind::Record:
      return f.sub ? f.sub->name.str() : "record";
    case FieldKind::List:
      return f.sub ? "List<" + f.sub->name.str() + ">" : "List";
    case FieldKind::Map:
      return f.sub ? "Map<" + f.sub->name.str() + ">" : "Map<" + dimension(f.dim) + ">";
    case FieldKind::OneOf: {
      SmallVector<StringRef, 4> names;
      for (const Schema *s : f.alternatives)
        names.push_back(s->name);
      return llvm::join(names, " or ");
    }
    case FieldKind::Text:
      return "text";
    }
    return "";
  }

  /// What a value must keep to, and where one comes from that is not given.
  std::string constraints(const Field &f) const {
    std::string text;
    if (!f.domain.isAny())
      text = mls::describe(f.domain, [&](double x) { return display(x, f.dim, checked->units, f.unit); }) + ".";
    if (f.inherited)
      text += (text.empty() ? "" : " ") + std::string("That of the query given first, where it has one.");
    return text;
  }

  void table(StringRef head, const Schema &s) {
    std::string rows = fmt::format("| {} | | |\n|---|---|---|", head);
    for (const Field &f : s.fields) {
      std::string kept = constraints(f);
      rows += fmt::format("\n| `{}` | {} | {} |", f.name, describe(f), f.doc.str() + (kept.empty() ? "" : "; " + kept));
    }
    add(rows);
  }

  std::string parameters(const Decl &decl) const {
    if (decl.kind != DeclKind::Def)
      return "";
    std::string out = "(";
    for (const auto &[i, p] : enumerate(decl.params))
      out += (i ? ", " : "") + p.name.str() + (p.type.isError() ? "" : ": " + typeOf(p.type));
    return out + ")";
  }

  const Snapshot &checked;
  const ServerOptions &options;
};

/// True for nodes that a single word spells; a word of an operator (`if`) is none.
bool isName(const Cursor &c) {
  switch (c.node->op) {
  case NodeOp::Ref:
  case NodeOp::Self:
  case NodeOp::Field:
  case NodeOp::Local:
  case NodeOp::Name:
    return c.node->range.end == c.wordRange.end;
  case NodeOp::Number:
    return true;
  default:
    return false;
  }
}

} // namespace

json::Value hover(const Snapshot &checked, const ServerOptions &options, uint32_t offset) {
  Cursor c = cursorAt(*checked, offset);
  HoverText out(checked, options);
  Range range = c.wordRange;

  const Decl *declared = declarationAt(*checked, offset);
  if (c.key) {
    if (c.field)
      out.field(*c.field, *c.owner);
    out.value(c.path);
    if (c.value && c.value->origin)
      out.origin(*c.value->origin);
  } else if (c.node && isName(c)) {
    if (c.node->op == NodeOp::Number) {
      out.number(*c.node);
      range = c.node->range;
    } else if (c.field) {
      out.field(*c.field, *c.owner);
      out.value(c.path);
    } else if (c.node->op == NodeOp::Ref && c.node->decl) {
      out.decl(*c.node->decl);
      out.value(c.path);
    } else {
      out.expression(*c.node);
    }
  } else if (declared) {
    out.decl(*declared);
    out.value(declared->name.str());
  } else if (const Signature *solver = checked->catalog->solver(c.word)) {
    out.signature(*solver);
  } else if (const Schema *schema = checked->catalog->schema(c.word)) {
    out.schema(*schema);
  } else if (const Keyword *keyword = findKeyword(c.word)) {
    out.code(keyword->form);
    out.add(keyword->help);
  } else if (std::optional<Dim> dim = c.word.empty() ? std::nullopt : checked->dims().lookup(c.word)) {
    out.code(fmt::format("dimension {} = {}", c.word, printQuotient(*dim, checked->dims())));
  } else if (c.node && !c.word.empty()) {
    out.expression(*c.node);
    range = c.node->range;
  }
  if (out.text.empty())
    return nullptr;
  return json::Object{{"contents", json::Object{{"kind", "markdown"}, {"value", json::fixUTF8(out.text)}}},
                      {"range", toRange(checked->sources, range)}};
}

} // namespace mls::lsp
