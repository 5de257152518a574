//===- Symbols.cpp - the outline of a file --------------------------------===//

#include "LSP/Features.h"
#include "LSP/Protocol.h"

using namespace llvm;

namespace mls::lsp {

namespace {

// SymbolKind of the protocol.
enum : int {
  Namespace = 3,
  Class = 5,
  FieldSymbol = 8,
  FunctionSymbol = 12,
  Variable = 13,
  Constant = 14,
  Object = 19,
  Event = 24
};

int kindOf(const ast::Decl &decl) {
  switch (decl.kind) {
  case ast::Decl::Kind::Import:
    return Namespace;
  case ast::Decl::Kind::Schema:
    return Class;
  case ast::Decl::Kind::Record:
    return Object;
  case ast::Decl::Kind::Def:
    return FunctionSymbol;
  case ast::Decl::Kind::Query:
    return Event;
  case ast::Decl::Kind::Let:
    return Variable;
  default:
    return Constant;
  }
}

json::Object symbol(const SourceManager &sources, StringRef name, int kind, Range range, Range selection) {
  return json::Object{{"name", json::fixUTF8(name)},
                      {"kind", kind},
                      {"range", toRange(sources, range)},
                      {"selectionRange", toRange(sources, selection)}};
}

json::Array fieldsOf(const SourceManager &sources, ArrayRef<ast::Field *> fields) {
  json::Array out;
  for (const ast::Field *field : fields) {
    if (!field->path)
      continue;
    json::Object item = symbol(sources, field->path.str(), FieldSymbol, field->range, field->path.range);
    if (auto *record = dyn_cast_or_null<ast::RecordExpr>(field->value))
      item["children"] = fieldsOf(sources, record->fields);
    out.push_back(std::move(item));
  }
  return out;
}

} // namespace

json::Array documentSymbols(const Checked &checked) {
  json::Array out;
  for (const ast::Decl *decl : checked.ast->decls) {
    if (!decl->name)
      continue;
    json::Object item = symbol(checked.sources, decl->name.text, kindOf(*decl), decl->range, decl->name.range);
    if (auto *record = dyn_cast<ast::RecordDecl>(decl)) {
      if (auto *body = dyn_cast_or_null<ast::RecordExpr>(record->value))
        item["children"] = fieldsOf(checked.sources, body->fields);
    } else if (auto *schema = dyn_cast<ast::SchemaDecl>(decl)) {
      item["children"] = fieldsOf(checked.sources, schema->fields);
    }
    out.push_back(std::move(item));
  }
  return out;
}

} // namespace mls::lsp
