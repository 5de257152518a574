//===- Load.cpp - operands to checked programs -----------------------------===//

#include "Driver/Load.h"
#include "Basic/Render.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mls;
namespace fs = llvm::sys::fs;

static std::nullopt_t unreadable(Invocation &invocation, const Operand &operand, const std::string &path,
                                 const std::string &reason) {
  invocation.fail(diag::cannot_read, operand.range, {path, reason});
  return std::nullopt;
}

std::optional<std::vector<std::string>> mls::filesOf(Invocation &invocation, const Operand &operand) {
  if (operand.text == "-" || !fs::is_directory(operand.text))
    return std::vector<std::string>{operand.text};
  std::vector<std::string> files;
  std::error_code error;
  for (fs::recursive_directory_iterator at(operand.text, error, /*follow_symlinks=*/false), end; at != end && !error;
       at.increment(error))
    if (llvm::sys::path::extension(at->path()) == ".mls" && at->type() == fs::file_type::regular_file)
      files.push_back(at->path());
  if (error)
    return unreadable(invocation, operand, operand.text, llvm::StringRef(error.message()).lower());
  if (files.empty())
    return unreadable(invocation, operand, operand.text, "the folder holds no `.mls` file");
  llvm::sort(files);
  return files;
}

/// Standard input, a pipe or a device: of unknown length, so that it is read in pieces.
/// What is no text is for the lexer to say, which knows the place.
static FileText readStream(fs::file_t stream) {
  llvm::SmallString<0> text;
  constexpr size_t piece = 1 << 16;
  for (;;) {
    size_t used = text.size();
    text.resize_for_overwrite(used + piece);
    llvm::Expected<size_t> read = fs::readNativeFile(stream, llvm::MutableArrayRef(text.data() + used, piece));
    if (!read) {
      llvm::consumeError(read.takeError());
      return {FileText::Unreadable, {}};
    }
    text.truncate(used + *read);
    if (text.size() > largestFile)
      return {FileText::TooLarge, {}};
    if (*read == 0)
      return {FileText::Ok, text.str().str()};
  }
}

static FileText read(const std::string &path) {
  if (path == "-")
    return readStream(fs::getStdinHandle());
  fs::file_status status;
  bool sized = !fs::status(path, status) && fs::is_regular_file(status) && status.getSize();
  if (sized || !fs::exists(status) || fs::is_directory(status)) // files of /proc say that they are empty
    return readFile(path);
  llvm::Expected<fs::file_t> file = fs::openNativeFileForRead(path);
  if (!file) {
    llvm::consumeError(file.takeError());
    return {FileText::Unreadable, {}};
  }
  FileText text = readStream(*file);
  fs::closeFile(*file);
  return text;
}

std::optional<std::string> mls::textOf(Invocation &invocation, const Operand &operand, const std::string &operandPath) {
  FileText file = read(operandPath);
  std::string path = operandPath == "-" ? "<stdin>" : operandPath;
  switch (file.status) {
  case FileText::Ok:
    return std::move(file.text);
  case FileText::Missing:
    return unreadable(invocation, operand, path, "there is no such file");
  case FileText::Directory:
    return unreadable(invocation, operand, path, "it is a folder");
  case FileText::Binary:
    return unreadable(invocation, operand, path, "it is not text");
  case FileText::TooLarge:
    return unreadable(invocation, operand, path, "it is larger than 64 MiB");
  case FileText::Unreadable:
    return unreadable(invocation, operand, path, "permission denied, a failed read, or it is not a file");
  }
  llvm_unreachable("every status is handled");
}

std::shared_ptr<const Checked> mls::load(Invocation &invocation, const Operand &operand, const std::string &path,
                                         bool withSets) {
  std::optional<std::string> text = textOf(invocation, operand, path);
  if (!text)
    return nullptr;
  CheckInput input;
  input.name = path == "-" ? "<stdin>" : path;
  input.text = std::move(*text);
  input.catalog = &invocation.catalog;
  input.options.strict = invocation.has("--strict");
  if (withSets)
    input.options.overrides = invocation.values("--set");
  input.options.registryDir = invocation.value("--registry").str();
  return check(std::move(input));
}

std::shared_ptr<const Checked> mls::registryView(Invocation &invocation) {
  CheckInput input;
  input.name = "<registry>";
  input.catalog = &invocation.catalog;
  input.options.registryDir = invocation.value("--registry").str();
  return check(std::move(input));
}

int mls::writeFile(Invocation &invocation, Range place, const std::string &path,
                   llvm::function_ref<void(llvm::raw_ostream &)> content, fs::CreationDisposition disposition) {
  std::error_code error;
  llvm::raw_fd_ostream file(path, error, disposition);
  if (!error) {
    content(file);
    file.close();
    error = file.error();
    file.clear_error();
  }
  return error ? invocation.failWrite(place, path, error) : int(Success);
}

int mls::eachFile(Invocation &invocation, llvm::function_ref<int(const Operand &, const std::string &)> act) {
  int status = Success;
  for (const Operand &operand : invocation.operands) {
    auto files = filesOf(invocation, operand);
    if (!files)
      status = BadUsage;
    for (const std::string &path : files.value_or(std::vector<std::string>()))
      status = std::max(status, act(operand, path));
  }
  return status;
}

int mls::eachChecked(Invocation &invocation, llvm::function_ref<int(const Checked &)> act) {
  return eachFile(invocation, [&](const Operand &operand, const std::string &path) {
    std::shared_ptr<const Checked> checked = load(invocation, operand, path);
    return checked ? act(*checked) : int(BadUsage);
  });
}

void mls::report(Invocation &invocation, const DiagnosticEngine &diags, const SourceManager &sources) {
  llvm::StringRef format = invocation.value("--diagnostics");
  if (format == "json")
    return renderJson(diags, sources, invocation.err);
  if (format == "sarif")
    return renderSarif(diags, sources, invocation.err);
  invocation.out.flush(); // keep the order where both streams are one terminal
  renderText(diags, sources, invocation.err, invocation.colourErr);
}
