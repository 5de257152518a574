//===- Server.cpp - messages, documents, dispatch -------------------------===//

#include "LSP/Server.h"

#include "Basic/Version.h"
#include "LSP/Document.h"
#include "LSP/Features.h"
#include "LSP/Protocol.h"
#include "LSP/Transport.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSwitch.h"

#include <map>
#include <set>

using namespace llvm;

namespace mls::lsp {

namespace {

class Server {
public:
  Server(int in, raw_ostream &out, ServerOptions options) : transport(in, out), options(std::move(options)) {}

  int run() {
    while (std::optional<std::string> body = transport.read()) {
      receive(*body);
      if (phase == Exited)
        break;
      if (!transport.pending())
        publish();
    }
    return shutDown ? 0 : 1;
  }

private:
  void receive(StringRef body) {
    llvm::Expected<json::Value> message = json::parse(body);
    if (!message) {
      consumeError(message.takeError());
      return fail(nullptr, ParseError, "the message is not JSON");
    }
    const json::Object *object = message->getAsObject();
    std::optional<StringRef> method = object ? object->getString("method") : std::nullopt;
    const json::Value *id = object ? object->get("id") : nullptr;
    if (!method) {
      // Without a method it is an answer to the server, which asks nothing.
      if (!object || !id)
        fail(nullptr, InvalidRequest, "the message has no method");
      return;
    }
    static const json::Object none;
    const json::Object *params = object->getObject("params");
    if (id)
      request(*id, *method, params ? *params : none);
    else
      notify(*method, params ? *params : none);
  }

  //===--------------------------------------------------------------------===//
  // Requests
  //===--------------------------------------------------------------------===//

  void request(const json::Value &id, StringRef method, const json::Object &params) {
    if (method == "initialize") {
      if (phase != Starting)
        return fail(id, InvalidRequest, "the server is initialized already");
      phase = Running;
      return answer(id, capabilities());
    }
    if (phase == Starting)
      return fail(id, ServerNotInitialized, "`initialize` comes first");
    if (shutDown)
      return fail(id, InvalidRequest, "the server is shut down");
    if (method == "shutdown") {
      shutDown = true;
      return answer(id, nullptr);
    }
    using Handler = json::Value (Server::*)(Document &, const json::Object &);
    Handler handler = StringSwitch<Handler>(method)
                          .Case("textDocument/hover", &Server::onHover)
                          .Case("textDocument/formatting", &Server::onFormatting)
                          .Case("textDocument/completion", &Server::onCompletion)
                          .Case("textDocument/definition", &Server::onDefinition)
                          .Case("textDocument/documentSymbol", &Server::onSymbols)
                          .Case("textDocument/codeAction", &Server::onCodeAction)
                          .Default(nullptr);
    if (!handler)
      return fail(id, MethodNotFound, ("`" + method + "` is not supported").str());
    Document *document = find(params);
    if (!document)
      return fail(id, InvalidParams, "the document is not open");
    answer(id, (this->*handler)(*document, params));
  }

  static json::Value capabilities() {
    json::Object sync{{"openClose", true}, {"change", 2 /* incremental */}, {"save", false}};
    json::Object offers{{"positionEncoding", "utf-16"},
                        {"textDocumentSync", std::move(sync)},
                        {"hoverProvider", true},
                        {"documentFormattingProvider", true},
                        {"completionProvider", json::Object{{"triggerCharacters", json::Array{"."}}}},
                        {"definitionProvider", true},
                        {"documentSymbolProvider", true},
                        {"codeActionProvider", json::Object{{"codeActionKinds", json::Array{"quickfix"}}}}};
    return json::Object{{"capabilities", std::move(offers)},
                        {"serverInfo", json::Object{{"name", "mlsc"}, {"version", version}}}};
  }

  json::Value onHover(Document &d, const json::Object &params) {
    return hover(snapshot(d), options, toOffset(d.text(), params.getObject("position")));
  }
  json::Value onFormatting(Document &d, const json::Object &) { return formatting(*snapshot(d)); }
  json::Value onCompletion(Document &d, const json::Object &params) {
    return completion(*snapshot(d), toOffset(d.text(), params.getObject("position")));
  }
  json::Value onDefinition(Document &d, const json::Object &params) {
    return definition(*snapshot(d), toOffset(d.text(), params.getObject("position")));
  }
  json::Value onSymbols(Document &d, const json::Object &) { return documentSymbols(*snapshot(d)); }
  json::Value onCodeAction(Document &d, const json::Object &params) {
    const json::Object *range = params.getObject("range");
    if (!range)
      return json::Array();
    return codeActions(*snapshot(d), d.uri(), toOffset(d.text(), range->getObject("start")),
                       toOffset(d.text(), range->getObject("end")));
  }

  //===--------------------------------------------------------------------===//
  // Notifications
  //===--------------------------------------------------------------------===//

  void notify(StringRef method, const json::Object &params) {
    if (method == "exit") {
      phase = Exited;
      return;
    }
    if (phase == Starting || shutDown)
      return;
    const json::Object *item = params.getObject("textDocument");
    std::optional<StringRef> uri = item ? item->getString("uri") : std::nullopt;
    if (!uri)
      return;
    int64_t version = item->getInteger("version").value_or(0);
    if (method == "textDocument/didOpen") {
      std::string text = item->getString("text").value_or("").str();
      documents.insert_or_assign(uri->str(), Document(uri->str(), std::move(text), version));
      outdateAll();
    } else if (method == "textDocument/didChange") {
      auto found = documents.find(uri->str());
      const json::Array *changes = params.getArray("contentChanges");
      if (found == documents.end() || !changes)
        return;
      for (const json::Value &change : *changes)
        if (const json::Object *object = change.getAsObject())
          found->second.change(*object);
      found->second.setVersion(version);
      outdateAll();
    } else if (method == "textDocument/didClose") {
      documents.erase(uri->str());
      outdateAll();
    }
  }

  /// An open file may import any other, so a change outdates all: each costs milliseconds.
  void outdateAll() {
    changed = true;
    for (auto &[uri, document] : documents)
      document.outdate();
  }

  //===--------------------------------------------------------------------===//
  // Documents and their diagnostics
  //===--------------------------------------------------------------------===//

  Document *find(const json::Object &params) {
    const json::Object *item = params.getObject("textDocument");
    auto found = documents.find(item ? item->getString("uri").value_or("").str() : "");
    return found == documents.end() ? nullptr : &found->second;
  }

  Snapshot snapshot(Document &d) {
    return d.snapshot(options, [this](const std::string &path) {
      for (const auto &[uri, open] : documents)
        if (open.path() == path)
          return FileText{FileText::Ok, open.text()};
      return readFile(path);
    });
  }

  /// Publishes what is wrong in every open document and in the closed files that they
  /// import. A file that had diagnostics and is no longer among them is cleared.
  void publish() {
    if (!changed)
      return;
    changed = false;
    std::map<std::string, json::Array> lists;
    for (auto &[uri, document] : documents) {
      Snapshot checked = snapshot(document);
      for (FileId file : checked->files) {
        std::string place = file == checked->file ? uri : toUri(checked->sources.name(file));
        if (file == checked->file || !documents.count(place))
          lists[place] = diagnosticsOf(*checked, file);
      }
    }
    for (const std::string &uri : published)
      if (!lists.count(uri))
        send(uri, {}, std::nullopt);
    published.clear();
    for (auto &[uri, list] : lists) {
      auto open = documents.find(uri);
      published.insert(uri);
      send(uri, std::move(list), open == documents.end() ? std::nullopt : std::optional(open->second.version()));
    }
  }

  void send(StringRef uri, json::Array list, std::optional<int64_t> version) {
    json::Object params{{"uri", uri}, {"diagnostics", std::move(list)}};
    if (version)
      params["version"] = *version;
    transport.write(
        json::Object{{"jsonrpc", "2.0"}, {"method", "textDocument/publishDiagnostics"}, {"params", std::move(params)}});
  }

  void answer(const json::Value &id, json::Value result) {
    transport.write(json::Object{{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}});
  }
  void fail(const json::Value &id, ErrorCode code, std::string message) {
    json::Object error{{"code", int(code)}, {"message", std::move(message)}};
    transport.write(json::Object{{"jsonrpc", "2.0"}, {"id", id}, {"error", std::move(error)}});
  }

  Transport transport;
  ServerOptions options;
  std::map<std::string, Document> documents; ///< by URI
  std::set<std::string> published;           ///< URIs that the client has diagnostics of
  enum { Starting, Running, Exited } phase = Starting;
  bool shutDown = false;
  bool changed = false; ///< some document, since diagnostics were published
};

} // namespace

int runServer(int in, raw_ostream &out, ServerOptions options) { return Server(in, out, std::move(options)).run(); }

} // namespace mls::lsp
