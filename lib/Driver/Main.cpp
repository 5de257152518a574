//===- Main.cpp - dispatch and help ----------------------------------------===//

#include "Driver/Command.h"
#include "Report/Style.h"

#include <csignal>

using namespace mls;

namespace mls::command {
#define MLS_COMMAND(Name) extern const Command Name;
#include "Driver/Commands.def"
#undef MLS_COMMAND
} // namespace mls::command

llvm::ArrayRef<const Command *> mls::commands() {
  static constexpr const Command *all[] = {
#define MLS_COMMAND(Name) &command::Name,
#include "Driver/Commands.def"
#undef MLS_COMMAND
  };
  return all;
}

static void rows(llvm::ArrayRef<std::pair<std::string, llvm::StringRef>> list, llvm::raw_ostream &out) {
  unsigned width = 0;
  for (auto &[left, right] : list)
    width = std::max(width, columns(left));
  for (auto &[left, right] : list)
    out << "  " << left << fill(left, width) << "  " << right << '\n';
}

void mls::printHelp(llvm::ArrayRef<const Command *> commands, llvm::raw_ostream &out, bool colour) {
  out << paint("mlsc", Accent::Bold, colour)
      << ": first-principles answers about machine-learning systems, from one small file\n\n"
         "  mlsc run chat.mls                       evaluate what the file shows and asserts\n"
         "  mlsc run chat.mls --set slo.batch=128   the same, with one input replaced\n"
         "  mlsc explain chat.mls slo.tpot          where a figure comes from, down to page and quote\n"
         "  mlsc zoo H200_SXM                       what the registry knows\n\n"
      << paint("commands", Accent::Bold, colour) << '\n';
  llvm::SmallVector<std::pair<std::string, llvm::StringRef>, 16> list;
  for (const Command *command : commands)
    if (!command->hidden)
      list.push_back({command->name.str(), command->summary});
  rows(list, out);
  out << "\n`mlsc COMMAND --help` explains one. A file name of - is standard input.\n"
         "exit status: 0 all asserts hold, 1 one does not or has no value, 2 the file does not check,\n"
         "             3 bad usage, input or output\n";
}

void mls::printHelp(const Command &command, llvm::raw_ostream &out, bool colour) {
  out << paint("mlsc " + command.name.str(), Accent::Bold, colour);
  if (!command.operands.empty())
    out << ' ' << command.operands;
  if (!command.options.empty())
    out << " [options]";
  out << "\n\n" << command.help << '\n';
  if (command.options.empty())
    return;
  out << '\n' << paint("options", Accent::Bold, colour) << '\n';
  llvm::SmallVector<std::pair<std::string, llvm::StringRef>, 8> list;
  for (const Option &option : command.options)
    list.push_back({option.name.str() + (option.value.empty() ? "" : " " + option.value.str()), option.doc});
  rows(list, out);
}

int mls::runMain(int argc, char **argv, llvm::ArrayRef<const Command *> more) {
  std::signal(SIGPIPE, SIG_IGN); // a reader that has seen enough is no error
  llvm::outs().SetBuffered();
  llvm::SmallVector<const Command *, 16> all(commands());
  all.append(more.begin(), more.end());
  Invocation invocation(llvm::ArrayRef<const char *>(argv + 1, argc > 0 ? argc - 1 : 0), builtinCatalog());
  int status = Success;
  if (const Command *command = invocation.parse(all, status))
    status = command->run(invocation);
  llvm::outs().flush();
  std::error_code error = llvm::outs().error();
  llvm::outs().clear_error();
  if (!error || error == std::errc::broken_pipe)
    return status;
  invocation.failWrite({1, 0, 4}, "<stdout>", error);
  return status == Success ? int(BadUsage) : status;
}
