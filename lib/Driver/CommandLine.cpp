//===- CommandLine.cpp - words to operands and options ---------------------===//

#include "Basic/Render.h"
#include "Basic/Text.h"
#include "Driver/Command.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Process.h"

#include <cstdlib>

using namespace mls;
using llvm::StringRef;

/// https://no-color.org: any value of NO_COLOR turns colours off.
static bool wantsColour(bool terminal) { return terminal && !std::getenv("NO_COLOR"); }

Invocation::Invocation(llvm::ArrayRef<const char *> line, const Catalog &catalog)
    : catalog(catalog), out(llvm::outs()), err(llvm::errs()),
      colourOut(wantsColour(llvm::sys::Process::StandardOutIsDisplayed())),
      colourErr(wantsColour(llvm::sys::Process::StandardErrIsDisplayed())) {
  std::string text = "mlsc";
  std::vector<std::pair<uint32_t, uint32_t>> places;
  for (const char *argument : line) {
    text += ' ';
    arguments.emplace_back(argument);
    places.push_back({uint32_t(text.size()), uint32_t(text.size() + arguments.back().size())});
    text += arguments.back();
  }
  FileId file = sources.add("<command line>", std::move(text));
  for (auto [begin, end] : places)
    ranges.push_back({file, begin, end});
}

Range Invocation::rangeOf(size_t argument) const {
  if (argument < ranges.size())
    return ranges[argument];
  return {1, 0, 4}; // `mlsc` itself
}

bool Invocation::has(StringRef option) const {
  return llvm::any_of(given, [&](const Given &g) { return g.option == option; });
}

StringRef Invocation::value(StringRef option) const {
  for (const Given &g : llvm::reverse(given))
    if (g.option == option)
      return g.value;
  for (const Option &o : command->options)
    if (o.name == option && !o.choices.empty())
      return o.choices.front();
  return {};
}

std::vector<std::string> Invocation::values(StringRef option) const {
  std::vector<std::string> all;
  for (const Given &g : given)
    if (g.option == option)
      all.push_back(g.value);
  return all;
}

void Invocation::flushDiagnostics() {
  out.flush(); // keep the order where both streams are one terminal
  StringRef format = command ? value("--diagnostics") : "";
  if (format == "json")
    renderJson(diags, sources, err);
  else if (format == "sarif")
    renderSarif(diags, sources, err);
  else
    renderText(diags, sources, err, colourErr);
  diags = DiagnosticEngine();
}

int Invocation::fail(diag::Id id, Range range, llvm::ArrayRef<std::string> texts, StringRef help) {
  std::string first = texts.size() > 0 ? texts[0] : "", second = texts.size() > 1 ? texts[1] : "";
  DiagBuilder report = diags.report(id, range, first, second);
  if (!help.empty())
    report.help(help.str());
  flushDiagnostics();
  return BadUsage;
}

int Invocation::failWrite(Range range, StringRef path, std::error_code error) {
  std::string reason = error == std::errc::file_exists                 ? "there is one already"
                       : error == std::errc::no_such_file_or_directory ? "there is no such folder"
                                                                       : StringRef(error.message()).lower();
  return fail(diag::cannot_write, range, {path.str(), reason});
}

bool Invocation::parseOption(const Command &command, size_t &index, int &status) {
  auto [name, value] = StringRef(arguments[index]).split('=');
  bool inlined = name.size() != arguments[index].size();
  const Option *option = llvm::find_if(command.options, [&](const Option &o) { return o.name == name; });
  auto help = [&](std::string usual) {
    std::string special = command.advise ? command.advise(name, value, arguments) : "";
    return special.empty() ? usual : special;
  };
  if (option == command.options.end()) {
    llvm::SmallVector<StringRef, 8> names;
    for (const Option &o : command.options)
      names.push_back(o.name);
    if (!inlined && index + 1 != arguments.size())
      value = arguments[index + 1];
    auto near = nearest(name, names);
    status = fail(diag::unknown_option, rangeOf(index), {name.str(), command.name.str()},
                  help(near.empty() ? "`mlsc " + command.name.str() + " --help` lists its options"
                                    : "did you mean `" + near.str() + "`?"));
    return false;
  }
  if (option->value.empty()) {
    if (inlined) {
      status = fail(diag::option_takes_no_value, rangeOf(index), {name.str()});
      return false;
    }
    given.push_back({option->name, ""});
    return true;
  }
  if (!inlined) {
    if (index + 1 == arguments.size()) {
      status = fail(diag::option_needs_value, rangeOf(index), {name.str(), option->value.str()});
      return false;
    }
    value = arguments[++index];
  }
  if (!option->choices.empty() && !llvm::is_contained(option->choices, value)) {
    status = fail(diag::option_bad_value, rangeOf(index), {name.str(), value.str()},
                  help("it is one of " + quotedList(option->choices)));
    return false;
  }
  if (option->value.contains('=')) {
    auto [left, right] = value.split('=');
    if (left.trim().empty() || right.trim().empty()) {
      status = fail(diag::option_bad_value, rangeOf(index), {name.str(), value.str()},
                    "it is " + option->value.str() + ", for example `" + name.str() + " slo.batch=128`");
      return false;
    }
  }
  given.push_back({option->name, value.str()});
  return true;
}

const Command *Invocation::parse(llvm::ArrayRef<const Command *> commands, int &status) {
  auto isHelp = [](StringRef word) { return word == "--help" || word == "-h" || word == "help"; };
  status = Success;
  if (arguments.empty()) {
    printHelp(commands, err, colourErr);
    status = BadUsage;
    return nullptr;
  }
  StringRef name = arguments[0] == "--version" ? "version" : StringRef(arguments[0]);
  if (isHelp(name)) {
    if (arguments.size() == 1)
      return printHelp(commands, out, colourOut), nullptr;
    arguments.push_back("--help"); // before `name` points into one of them
    name = arguments[1];
  }
  for (const Command *candidate : commands)
    if (candidate->name == name)
      command = candidate;
  if (!command) {
    llvm::SmallVector<StringRef, 16> names;
    for (const Command *candidate : commands)
      if (!candidate->hidden)
        names.push_back(candidate->name);
    StringRef near = nearest(name, names);
    bool file = name.ends_with(".mls");
    status = fail(diag::unknown_command, rangeOf(isHelp(arguments[0]) ? 1 : 0), {name.str()},
                  file            ? "to evaluate a file: `mlsc run " + name.str() + "`"
                  : !near.empty() ? "did you mean `" + near.str() + "`?"
                                  : "`mlsc --help` lists the commands");
    return nullptr;
  }
  bool onlyOperands = false;
  for (size_t i = isHelp(arguments[0]) ? 2 : 1; i < arguments.size(); ++i) {
    StringRef word = arguments[i];
    if (!onlyOperands && isHelp(word) && word != "help")
      return printHelp(*command, out, colourOut), nullptr;
    if (!onlyOperands && word == "--")
      onlyOperands = true;
    else if (onlyOperands || !word.starts_with("-") || word == "-")
      operands.push_back({word.str(), rangeOf(i)});
    else if (!parseOption(*command, i, status))
      return nullptr;
  }
  if (operands.size() < command->minOperands) {
    StringRef example = command->help.split("\n  ").second.split('\n').first;
    status = fail(diag::missing_operand, rangeOf(0), {command->name.str(), command->needs.str()},
                  "for example `" + example.str() + "`");
    return nullptr;
  }
  if (operands.size() > command->maxOperands) {
    status = fail(diag::surplus_operand, operands[command->maxOperands].range,
                  {command->name.str(), operands[command->maxOperands].text});
    return nullptr;
  }
  return command;
}
