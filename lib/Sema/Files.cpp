//===- Files.cpp - files, imports and overlaid registries -----------------===//

#include "Sema/Checker.h"

#include "Syntax/Parse.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace mls {

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

FileText readFile(const std::string &name) {
  fs::file_status status;
  if (fs::status(name, status))
    return {status.type() == fs::file_type::file_not_found ? FileText::Missing : FileText::Unreadable, {}};
  if (fs::is_directory(status))
    return {FileText::Directory, {}};
  if (!fs::is_regular_file(status))
    return {FileText::Unreadable, {}}; // a device may have no end
  if (status.getSize() > largestFile)
    return {FileText::TooLarge, {}};
  auto buffer =
      llvm::MemoryBuffer::getFile(name, /*IsText=*/false, /*RequiresNullTerminator=*/false, /*IsVolatile=*/true);
  if (!buffer)
    return {FileText::Unreadable, {}};
  llvm::StringRef text = (*buffer)->getBuffer();
  if (text.contains('\0'))
    return {FileText::Binary, {}};
  return {FileText::Ok, text.str()};
}

static llvm::StringRef reason(FileText::Status status) {
  switch (status) {
  case FileText::Ok: return "it is empty";
  case FileText::Missing: return "there is no such file";
  case FileText::Directory: return "it is a directory";
  case FileText::Binary: return "it is not text";
  case FileText::TooLarge: return "it is larger than 64 MiB";
  case FileText::Unreadable: return "it cannot be opened";
  }
  return {};
}

FileText Checker::load(const std::string &name) const { return options.load ? options.load(name) : readFile(name); }

Module *Checker::addModule(std::string name, std::string file, std::string text) {
  Module &m = modules.emplace_back();
  m.name = std::move(name);
  m.path = std::move(file);
  m.file = out.sources.add(m.path, std::move(text));
  m.ast = parse(out.sources, m.file, diags, arena);
  out.files.push_back(m.file);
  return &m;
}

/// `/a/b/../c.mls` as `/a/c.mls`.
static std::string normal(llvm::StringRef name) {
  llvm::SmallString<128> s(name);
  path::remove_dots(s, /*remove_dot_dot=*/true);
  return std::string(s);
}

/// True when `file` lies in `root` or below; both in normal form, root empty for the working directory.
static bool within(llvm::StringRef file, llvm::StringRef root) {
  if (root.empty() || root == ".")
    return !path::is_absolute(file) && file != ".." && !file.starts_with("../");
  return file.consume_front(root) && (root.ends_with("/") || file.starts_with("/"));
}

/// A symbolic link can leave the tree where the spelling does not.
static bool reallyWithin(llvm::StringRef file, llvm::StringRef root) {
  llvm::SmallString<256> realFile, realRoot;
  if (fs::real_path(file, realFile) || fs::real_path(root.empty() ? "." : root, realRoot))
    return true; // reading says what is wrong
  return within(realFile, realRoot);
}

/// The name under which `team/big-fleet.mls` is known: `big_fleet`.
static std::string importName(llvm::StringRef file) {
  llvm::StringRef stem = path::stem(file);
  std::string name;
  if (stem.empty() || llvm::isDigit(stem.front()))
    name.push_back('_');
  for (char c : stem)
    name.push_back(llvm::isAlnum(c) ? c : '_');
  return name;
}

void Checker::loadImports(Module &module) {
  module.loading = true;
  std::string root =
      normal(options.root.empty() ? path::parent_path(modules.front().path) : llvm::StringRef(options.root));
  for (const ast::Decl *decl : module.ast->decls) {
    auto *import = llvm::dyn_cast<ast::ImportDecl>(decl);
    if (!import || !import->path)
      continue;
    llvm::StringRef written = import->path->value;
    Range place = import->path->range;
    std::string name = import->name ? import->name.text.str() : importName(written);
    llvm::SmallString<128> joined(path::is_absolute(written) ? llvm::StringRef() : path::parent_path(module.path));
    path::append(joined, written);
    std::string file = normal(joined);

    Module *target = nullptr;
    for (Module &m : modules)
      if (!m.registry && m.path == file)
        target = &m;
    if (target && target->loading) {
      std::string links = file;
      for (const Module *m = &module; m; m = m == target ? nullptr : m->importer)
        links = m->path + " → " + links;
      diags.report(diag::import_cycle, place, written).note(links);
    } else if (!target && (!within(file, root) || (!options.load && !reallyWithin(file, root)))) {
      diags.report(diag::import_outside, place, written)
          .note(fmt::format("imports stay below {}, so that a plan can be moved as one folder",
                            root.empty() ? std::string("the folder of the file that is run")
                                         : fmt::format("`{}`", root)));
    } else if (!target) {
      FileText text = load(file);
      if (text.status == FileText::Ok) {
        target = addModule(name, file, std::move(text.text));
        target->importer = &module;
        loadImports(*target);
      } else {
        auto d = diags.report(diag::import_failed, place, written, reason(text.status));
        if (file != written)
          d.note(fmt::format("looked for `{}`", file));
      }
    }

    Symbol symbol;
    symbol.module = target; // null: reported, uses stay silent
    symbol.range = import->name ? import->name.range : place;
    auto [at, fresh] = module.names.try_emplace(name, symbol);
    if (!fresh)
      diags.report(diag::duplicate_name, symbol.range, name).label(at->second.range, "first here")
          .help(fmt::format("write `import other = \"{}\"`", written));
  }
  module.loading = false;
}

void Checker::loadRegistry(const std::string &dir) {
  std::vector<std::string> files;
  std::error_code failed;
  for (fs::recursive_directory_iterator i(dir, failed), end; i != end && !failed; i.increment(failed))
    if (llvm::StringRef(i->path()).ends_with(".mls"))
      files.push_back(i->path());
  llvm::sort(files);
  for (const std::string &file : files) {
    FileText text = readFile(file);
    if (text.status != FileText::Ok)
      continue;
    llvm::StringRef folder = path::parent_path(file);
    folder.consume_front(dir);
    std::string name = folder.trim('/').str();
    std::replace(name.begin(), name.end(), '/', '.');
    Module *m = addModule(std::move(name), file, std::move(text.text));
    m->registry = true;
  }
}

} // namespace mls
