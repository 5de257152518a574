//===- Parsed.h - a text, its AST and its diagnostics in one line ---------===//
#pragma once

#include "Check.h"
#include "Syntax/Parse.h"
#include "Syntax/Print.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"

namespace mls::test {

struct Parsed {
  SourceManager sources;
  DiagnosticEngine diags;
  ast::Arena arena;
  ast::File *file;

  explicit Parsed(std::string text) { file = parse(sources, sources.add("t.mls", std::move(text)), diags, arena); }

  template <class T> const T *decl(size_t i) const { return llvm::dyn_cast<T>(file->decls[i]); }
};

/// The codes of what is reported, in order: "E0110 E0113".
inline std::string codes(const DiagnosticEngine &diags) {
  std::string out;
  for (const Diagnostic *d : diags.sorted())
    out += (out.empty() ? "" : " ") + std::string(info(d->id).code);
  return out;
}
inline std::string codes(std::string text) { return codes(Parsed(std::move(text)).diags); }

/// The first message with its place: "2:9 expected a value after `a:`".
inline std::string first(std::string text) {
  Parsed p(std::move(text));
  if (p.diags.all().empty())
    return "";
  const Diagnostic &d = *p.diags.sorted().front();
  LineColumn at = p.sources.position(d.range.file, d.range.begin);
  return fmt::format("{}:{} {}", at.line, at.column, d.message);
}

/// An expression as an S-expression on one line, without ranges.
inline std::string shape(std::string text) {
  SourceManager sources;
  DiagnosticEngine diags;
  ast::Arena arena;
  auto *e = parseExpression(sources, sources.add("e", std::move(text)), diags, arena);
  std::string out;
  llvm::raw_string_ostream stream(out);
  print(*e, sources, stream);
  llvm::SmallVector<llvm::StringRef> words;
  llvm::SplitString(out, words);
  std::string line;
  for (llvm::StringRef word : words) {
    if (word.starts_with("@"))
      word = word.drop_until([](char c) { return c == ')'; }); // a range
    line += (line.empty() || word.empty() || word.starts_with(")") ? "" : " ") + word.str();
  }
  return diags.all().empty() ? line : line + " " + codes(diags);
}

/// The sample of the language page.
inline std::string sample() {
  std::string here = __FILE__;
  auto file = llvm::MemoryBuffer::getFile(here.substr(0, here.rfind("unit/")) + "syntax/Inputs/language.mls");
  return file ? (*file)->getBuffer().str() : "";
}

} // namespace mls::test
