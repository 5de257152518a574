//===- Command.h - one file a command ---------------------------*- C++ -*-===//
//
// A command says what it takes and does; the command line is read here, once, for all
// of them. It is kept as a buffer like any file, so that a message about an argument
// has a place too:
//
//   error[E0901]: cannot read `jobb.mls`: no such file
//     --> <command line>:1:10
//      |
//    1 | mlsc run jobb.mls
//      |          ^^^^^^^^
//
// To add a command: one file in lib/Driver that defines `extern const Command name;`, and
// its row in Commands.def.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Basic/Diagnostics.h"
#include "Schema/Schema.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

#include <string>
#include <system_error>
#include <vector>

namespace mls {

struct Engine;
struct Solver;

/// What the process answers to its caller.
enum ExitCode : int {
  Success = 0,      ///< all asserts hold
  Unsatisfied = 1,  ///< an assert failed, a query is infeasible, a value could not be computed
  DoesNotCheck = 2, ///< the file does not check
  BadUsage = 3,     ///< bad usage, input or output
  Interrupted = 130 ///< by Ctrl-C, as shells have it
};

/// `--name` or `--name VALUE`. With `choices`, VALUE is one of them, the first by default. A VALUE
/// that is shown as `A=B` must have both sides.
struct Option {
  llvm::StringRef name;
  llvm::StringRef value; ///< what VALUE is, for the help; empty: a flag
  llvm::StringRef doc;
  llvm::ArrayRef<llvm::StringRef> choices = {};
};

class Invocation;

struct Command {
  llvm::StringRef name;
  llvm::StringRef operands; ///< `FILE…`, for the help
  llvm::StringRef needs;    ///< the same in words, for who left them out
  llvm::StringRef summary;  ///< one line
  llvm::StringRef help;     ///< what it teaches: paragraphs and examples
  unsigned minOperands = 0, maxOperands = ~0u;
  llvm::ArrayRef<Option> options;
  /// What to do instead of an option, or with a value of one, that there is not; empty: nothing special.
  std::string (*advise)(llvm::StringRef option, llvm::StringRef value, llvm::ArrayRef<std::string> line) = nullptr;
  int (*run)(Invocation &);
  bool hidden = false; ///< part of the build, not shown
};

/// One word of the command line that is no option.
struct Operand {
  std::string text;
  Range range;
};

/// A command line that was understood, with what a command needs to act on it.
class Invocation {
public:
  Invocation(llvm::ArrayRef<const char *> arguments, const Catalog &catalog);

  std::vector<Operand> operands;
  const Catalog &catalog;
  llvm::raw_ostream &out, &err;
  bool colourOut = false, colourErr = false;

  bool has(llvm::StringRef option) const;
  /// The last value given; the first choice, or empty, when there is none.
  llvm::StringRef value(llvm::StringRef option) const;
  std::vector<std::string> values(llvm::StringRef option) const;

  /// Reports about the command line itself and gives the exit code for it.
  int fail(diag::Id id, Range range, llvm::ArrayRef<std::string> arguments, llvm::StringRef help = {});
  /// The same about a file that cannot be written.
  int failWrite(Range range, llvm::StringRef path, std::error_code error);

  /// Finds the command and reads its options; null with `status` set when there is
  /// nothing left to run (help was asked for, or the line is wrong).
  const Command *parse(llvm::ArrayRef<const Command *> commands, int &status);

private:
  struct Given {
    llvm::StringRef option;
    std::string value;
  };
  Range rangeOf(size_t argument) const;
  bool parseOption(const Command &command, size_t &index, int &status);
  void flushDiagnostics();

  std::vector<std::string> arguments;
  std::vector<Range> ranges;
  std::vector<Given> given;
  const Command *command = nullptr;
  SourceManager sources;
  DiagnosticEngine diags;
};

/// Every command but `lsp`, in the order of the help.
llvm::ArrayRef<const Command *> commands();

/// Reads the command line and runs what it says. `more`: commands of other libraries.
int runMain(int argc, char **argv, llvm::ArrayRef<const Command *> more);

/// The help of the whole, or of one command.
void printHelp(llvm::ArrayRef<const Command *> commands, llvm::raw_ostream &out, bool colour);
void printHelp(const Command &command, llvm::raw_ostream &out, bool colour);

/// Records, solvers and functions of this compiler.
const Catalog &builtinCatalog();
/// The solvers and functions of the catalogue, to be called.
llvm::ArrayRef<const Solver *> callables();
/// They and the forms of query (Eval/Blocks.h).
Engine engine();
const Solver *findCallable(llvm::StringRef name);

} // namespace mls
