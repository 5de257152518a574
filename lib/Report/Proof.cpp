//===- Proof.cpp - where a number came from, for people --------------------===//

#include "Report/Report.h"
#include "Report/Style.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"

using namespace mls;

namespace {

/// Prints a DAG as an indented tree with an explicit stack (a chain of 20,000
/// steps must not exhaust the call stack). A step met again is named, not repeated.
class ProofText {
public:
  ProofText(const TextStyle &style, llvm::raw_ostream &out) : style(style), out(out) {}

  void print(const ProofNode &root) {
    struct Item {
      const ProofNode *node;
      unsigned depth;
    };
    llvm::SmallVector<Item, 32> stack{{&root, 0}};
    while (!stack.empty()) {
      Item item = stack.pop_back_val();
      // Deeper than a screen can show, indentation says nothing more.
      std::string indent(2 * std::min(item.depth, 40u), ' ');
      bool fresh = seen.insert(item.node).second;
      head(*item.node, indent, fresh);
      if (!fresh)
        continue;
      body(*item.node, indent + "  ");
      for (auto input = item.node->inputs.rbegin(); input != item.node->inputs.rend(); ++input)
        stack.push_back({input->get(), item.depth + 1});
    }
  }

private:
  std::string ink(llvm::StringRef text, Ink colour) const { return paint(text, colour, style.colour); }

  void head(const ProofNode &node, llvm::StringRef indent, bool fresh) {
    out << indent << ink(node.name, Ink::Bold);
    if (!node.formula.empty() && fresh)
      out << " = " << node.formula;
    out << ink(" = ", Ink::Dim) << node.value.display;
    bool isInput = !node.origin.empty();
    if (isInput || node.grade > 'B')
      out << ink(std::string("  [") + node.grade + "]", node.grade > 'B' ? Ink::Warn : Ink::Good);
    if (!fresh && !node.inputs.empty())
      out << ink("  (above)", Ink::Dim);
    out << '\n';
  }

  void body(const ProofNode &node, const std::string &indent) {
    if (!node.doc.empty())
      out << indent << ink(node.doc, Ink::Dim) << '\n';
    if (!node.citation.empty())
      out << indent << ink("equation: " + (node.citationTitle.empty() ? node.citation : node.citationTitle) +
                               (node.citationUrl.empty() ? "" : "  " + node.citationUrl), Ink::Dim) << '\n';
    if (node.origin.empty())
      return;
    if (node.source.empty()) {
      out << indent << node.origin << (node.reason.empty() ? "" : ": " + node.reason) << '\n';
      return;
    }
    out << indent << "from " << (node.publisher.empty() ? "" : node.publisher + ", ") << node.title;
    if (!node.locator.empty())
      out << ", " << node.locator;
    out << '\n';
    if (!node.quote.empty())
      out << indent << "quote \"" << node.quote << "\"" << (node.printed.empty() ? "" : "  printed: " + node.printed)
          << '\n';
    else
      out << indent << "cited, not read: no quote" << '\n';
    if (!node.url.empty())
      out << indent << node.url << (node.accessed.empty() ? "" : "  (" + node.accessed + ")") << '\n';
    if (!node.reason.empty())
      out << indent << node.reason << '\n';
  }

  const TextStyle &style;
  llvm::raw_ostream &out;
  llvm::DenseSet<const ProofNode *> seen;
};

} // namespace

void mls::reportProof(const ProofNode &root, const TextStyle &style, llvm::raw_ostream &out) {
  ProofText(style, out).print(root);
}
