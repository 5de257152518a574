//===- DocText.cpp - schemas in words --------------------------------------===//

#include "Driver/DocText.h"
#include "Basic/Text.h"
#include "Units/BaseUnit.h"
#include "Units/Display.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace mls;

std::string DocText::dimension(Dim dim) const {
  const DimAlias *alias = llvm::find_if(dimAliases(), [&](const DimAlias &a) { return a.dim == dim; });
  return alias != dimAliases().end() ? alias->name.str() : printShort(dim, registry.dims());
}

std::string DocText::type(const Field &field, FieldKind kind) const {
  switch (kind) {
  case FieldKind::Quantity:
    return dimension(field.dim);
  case FieldKind::Flag:
  case FieldKind::Bool:
    return "Bool";
  case FieldKind::Integer:
    return "Number";
  case FieldKind::Choice:
  case FieldKind::Enum:
    return llvm::join(field.names, "|");
  case FieldKind::Record:
    return field.sub->name.str();
  case FieldKind::List:
    return "List<" + type(field, field.element) + ">";
  case FieldKind::Map:
    return "Map<" + type(field, field.element) + ">";
  case FieldKind::OneOf: {
    llvm::SmallVector<llvm::StringRef, 4> names;
    for (const Schema *alternative : field.alternatives)
      names.push_back(alternative->name);
    return llvm::join(names, "|");
  }
  case FieldKind::Text:
    return "Text";
  }
  llvm_unreachable("every kind is handled");
}

std::string DocText::note(const Field &field, const Schema &schema) const {
  llvm::SmallVector<std::string, 3> parts;
  if (!field.unit.empty())
    parts.push_back("in " + field.unit.str());
  if (!field.domain.isAny())
    parts.push_back(
        describe(field.domain, [&](double x) { return display(x, field.dim, registry.units, field.unit); }));
  if (field.inherited)
    parts.push_back("that of the query given first, where it has one");
  for (const Field &other : schema.fields)
    if (!field.group.empty() && other.group == field.group && other.name != field.name)
      parts.push_back("instead of `" + other.name.str() + "`");
  return llvm::join(parts, ", ");
}

std::string DocText::source(llvm::StringRef id) const {
  const RegistryImage &image = registry.registry.data();
  const ImageSource *source = registry.registry.source(id);
  return source
             ? fmt::format("{}, {}  {}", image.str(source->publisher), image.str(source->title), image.str(source->url))
             : id.str();
}

static const Field *fieldAt(const Schema &schema, llvm::StringRef path) {
  auto [name, rest] = path.split('.');
  const Field *field = schema.find(name);
  return !field || rest.empty() ? field : field->sub ? fieldAt(*field->sub, rest) : nullptr;
}

bool DocText::isResult(const Signature &signature, llvm::StringRef step) {
  return signature.isFunction ? step == signature.name : fieldAt(*signature.out, step) != nullptr;
}
