"""A client of `mlsc lsp` for tests: framed JSON over pipes, one message at a time, so that every run is the same.

    with Client(mlsc) as client:
        client.open("a.mls", "let x = 1 ms + 3 GB\n")
        assert client.diagnostics("a.mls")[0]["code"] == "E0301"

Leaving the block shuts the server down, requires exit status 0, and kills the process whatever happened."""

import json
import os
import select
import subprocess
import time

LIMIT = 30  # seconds


class Client:
    def __init__(self, mlsc, initialize=True):
        self.process = subprocess.Popen([mlsc, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        self.buffer, self.ids, self.texts, self.versions, self.published = b"", 0, {}, {}, {}
        if initialize:
            self.capabilities = self.request("initialize", {"capabilities": {}})["capabilities"]
            self.notify("initialized", {})

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        try:
            if kind is None:
                assert self.request("shutdown") is None
                self.notify("exit")
                assert self.process.wait(LIMIT) == 0, f"exit status {self.process.returncode}"
        finally:
            self.process.kill()
            self.process.wait()

    # Frames.

    def send_bytes(self, data):
        self.process.stdin.write(data)

    def frame(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        return b"Content-Length: %d\r\n\r\n" % len(body) + body

    def receive(self):
        deadline = time.monotonic() + LIMIT
        while True:
            head, blank, rest = self.buffer.partition(b"\r\n\r\n")
            if blank:
                length = int(head.split(b":")[1])
                if len(rest) >= length:
                    self.buffer = rest[length:]
                    return json.loads(rest[:length])
            ready = select.select([self.process.stdout], [], [], max(0, deadline - time.monotonic()))[0]
            data = os.read(self.process.stdout.fileno(), 1 << 16) if ready else b""
            assert data, "the server closed its output" if ready else f"no answer in {LIMIT} s"
            self.buffer += data

    # Messages.

    def notify(self, method, params=None):
        self.send_bytes(self.frame({"method": method, "params": params or {}}))

    def answer(self, wanted):
        """The answer to request `wanted`; notifications on the way are taken note of."""
        while True:
            message = self.receive()
            if "method" not in message and message.get("id") == wanted:
                return message
            self.note(message)

    def note(self, message):
        assert message.get("method") == "textDocument/publishDiagnostics", message
        params = message["params"]
        self.published[params["uri"]] = params

    def request(self, method, params=None):
        self.ids += 1
        self.send_bytes(self.frame({"id": self.ids, "method": method, "params": params or {}}))
        message = self.answer(self.ids)
        assert "error" not in message, message["error"]
        return message["result"]

    # Documents. Names are shown to the server as files of a folder that does not exist.

    def uri(self, name):
        return "file:///nowhere/" + name

    def open(self, name, text):
        self.texts[name], self.versions[name] = text, 1
        item = {"uri": self.uri(name), "languageId": "mls", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, name, *changes):
        """Each change is a new text, or (old, new): the first `old` becomes `new` as an incremental edit."""
        self.versions[name] += 1
        self.notify("textDocument/didChange", self.change_params(name, changes))

    def change_params(self, name, changes):
        content = []
        for change in changes:
            if isinstance(change, str):
                self.texts[name] = change
                content.append({"text": change})
            else:
                old, new = change
                span = {"start": self.position(name, old), "end": self.position(name, old, len(old))}
                self.texts[name] = self.texts[name].replace(old, new, 1)
                content.append({"range": span, "text": new})
        return {"textDocument": {"uri": self.uri(name), "version": self.versions[name]}, "contentChanges": content}

    def position(self, name, what, after=0):
        """Where the first `what` of a text begins, `after` characters on, in UTF-16 units."""
        at = self.texts[name].index(what) + after
        line = self.texts[name].count("\n", 0, at)
        before = self.texts[name][self.texts[name].rfind("\n", 0, at) + 1 : at]
        return {"line": line, "character": len(before.encode("utf-16-le")) // 2}

    def at(self, name, what, after=0):
        return {"textDocument": {"uri": self.uri(name)}, "position": self.position(name, what, after)}

    def diagnostics(self, name):
        """Those of the newest version of a document."""
        while self.published.get(self.uri(name), {}).get("version") != self.versions[name]:
            self.note(self.receive())
        return self.published[self.uri(name)]["diagnostics"]

    def hover(self, name, what, after=0):
        result = self.request("textDocument/hover", self.at(name, what, after))
        return result and result["contents"]["value"]

    def format(self, name):
        options = {"tabSize": 2, "insertSpaces": True}
        edits = self.request("textDocument/formatting", {"textDocument": {"uri": self.uri(name)}, "options": options})
        return apply(self.texts[name], edits)


def apply(text, edits):
    """A text after edits of the server, which do not overlap."""
    lines = text.split("\n")

    def offset(position):
        line = lines[position["line"]].encode("utf-16-le")[: 2 * position["character"]].decode("utf-16-le")
        return sum(len(l) + 1 for l in lines[: position["line"]]) + len(line)

    for edit in sorted(edits, key=lambda e: -offset(e["range"]["start"])):
        begin, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        text = text[:begin] + edit["newText"] + text[end:]
    return text
