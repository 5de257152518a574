//===- Proof.cpp - where a number came from, for people --------------------===//

#include "Report/Report.h"
#include "Report/Style.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"

#include <cmath>
#include <fmt/format.h>

using namespace mls;

namespace {

/// Prints a DAG as an indented tree with an explicit stack (a chain of 20,000
/// steps must not exhaust the call stack). A step met again is named, not repeated,
/// and a source is a number into the list at the end.
class ProofText {
public:
  ProofText(const TextStyle &style, llvm::raw_ostream &out) : style(style), out(out) {}

  void print(const ProofNode &root) {
    struct Item {
      const ProofNode *node;
      unsigned depth;
      llvm::StringRef citation; ///< of the step above: said once for all below it
    };
    llvm::SmallVector<Item, 32> stack{{&root, 0, {}}};
    while (!stack.empty()) {
      Item item = stack.pop_back_val();
      // Deeper than a screen can show, indentation says nothing more.
      std::string indent(2 * std::min(item.depth, 40u), ' ');
      bool fresh = seen.insert(item.node).second;
      head(*item.node, indent, fresh);
      if (!fresh)
        continue;
      body(*item.node, indent + "    ", item.citation);
      llvm::StringRef citation = item.node->citation.empty() ? item.citation : llvm::StringRef(item.node->citation);
      for (const std::shared_ptr<ProofNode> &input : llvm::reverse(item.node->inputs))
        if (!isLiteral(*input))
          stack.push_back({input.get(), item.depth + 1, citation});
    }
    levers(root);
    sourceList();
  }

private:
  struct Listed {
    std::string title, url, accessed;
  };

  /// A number that the formula above spells already.
  static bool isLiteral(const ProofNode &node) {
    return node.name == node.value.display && node.cited.empty() && node.inputs.empty();
  }

  std::string ink(llvm::StringRef text, Accent colour) const { return paint(text, colour, style.colour); }

  void head(const ProofNode &node, llvm::StringRef indent, bool fresh) {
    out << indent << ink(node.name, Accent::Bold);
    if (!node.value.display.empty())
      out << "  " << node.value.display;
    if (std::string range = node.value.rangeAndGap(); !range.empty())
      out << ink("  (" + range + ")", Accent::Dim);
    if (node.grade != '-' && !node.value.display.empty())
      out << ink(std::string("  [") + node.grade + "]", node.grade > 'B' ? Accent::Warn : Accent::Good);
    if (!fresh && !node.inputs.empty())
      out << ink("  (above)", Accent::Dim);
    out << '\n';
  }

  void body(const ProofNode &node, const std::string &indent, llvm::StringRef citation) {
    if (!node.formula.empty())
      out << indent << "= " << node.formula << '\n';
    if (!node.doc.empty())
      out << indent << ink(node.doc, Accent::Dim) << '\n';
    if (!node.citation.empty() && node.citation != citation)
      out << indent << ink("equations: " + list(node.citation, node.citationTitle, node.citationUrl, ""), Accent::Dim)
          << '\n';
    for (const CitedFigure &c : node.cited)
      claim(c, &c == &node.cited.front() ? "from " : "confirmed by ", indent);
    if (!node.reason.empty() && (!node.cited.empty() || !node.formula.empty()))
      out << indent << node.reason << '\n';
    else if (node.cited.empty() && node.formula.empty() && !node.origin.empty())
      out << indent << describe(node) << '\n';
  }

  void claim(const CitedFigure &c, llvm::StringRef word, const std::string &indent) {
    std::string title = (c.publisher.empty() ? "" : c.publisher + ", ") + c.title;
    out << indent << word << list(c.source, title, c.url, c.accessed);
    if (!c.locator.empty())
      out << ' ' << c.locator;
    if (c.quote.empty())
      out << "; cited, not read";
    else
      out << ": \"" << c.quote << '"';
    if (!c.printed.empty())
      out << ", printed as " << c.printed;
    out << '\n';
  }

  static std::string describe(const ProofNode &node) {
    if (node.origin == "unsourced")
      return "your number, without a source";
    if (node.origin == "choice")
      return "your choice";
    return node.reason.empty() ? node.origin : node.origin + ": " + node.reason;
  }

  /// `[3]`, the number of a source in the list.
  std::string list(llvm::StringRef id, llvm::StringRef title, llvm::StringRef url, llvm::StringRef accessed) {
    auto [at, isNew] = numbers.try_emplace(id, unsigned(listed.size() + 1));
    if (isNew)
      listed.push_back({title.empty() ? id.str() : title.str(), url.str(), accessed.str()});
    return fmt::format("[{}]", at->second);
  }

  /// The inputs that matter most. A weak one among them is worth a better source.
  /// Numbers within a formula have no path that one could set.
  void levers(const ProofNode &root) {
    llvm::SmallVector<Lever, 8> named;
    for (const Lever &lever : root.levers)
      if (named.size() < 8 && !llvm::isDigit(lever.path.front()))
        named.push_back(lever);
    if (named.empty() || root.inputs.empty())
      return;
    out << '\n' << ink("moves most with", Accent::Bold) << "  (% for 1 % more of the input)\n";
    unsigned width = 0;
    for (const Lever &lever : named)
      width = std::max(width, columns(lever.path));
    for (const Lever &lever : named) {
      out << "  " << lever.path << fill(lever.path, width) << fmt::format("  {:+.3f} %", lever.elasticity);
      if (lever.grade != '-')
        out << ink(std::string("  [") + lever.grade + "]", lever.grade > 'B' ? Accent::Warn : Accent::Good);
      if (lever.grade > 'C')
        out << ink("  find a source for it", Accent::Warn);
      out << '\n';
    }
  }

  void sourceList() {
    if (listed.empty())
      return;
    out << '\n' << ink("sources", Accent::Bold) << '\n';
    for (unsigned i = 0; i < listed.size(); ++i) {
      out << fmt::format("  [{}] {}", i + 1, listed[i].title);
      if (!listed[i].accessed.empty())
        out << " (read " << listed[i].accessed << ')';
      out << '\n';
      if (!listed[i].url.empty())
        out << "      " << listed[i].url << '\n';
    }
  }

  const TextStyle &style;
  llvm::raw_ostream &out;
  llvm::DenseSet<const ProofNode *> seen;
  llvm::StringMap<unsigned> numbers;
  std::vector<Listed> listed;
};

} // namespace

void mls::reportProof(const ProofNode &root, const TextStyle &style, llvm::raw_ostream &out) {
  ProofText(style, out).print(root);
}
