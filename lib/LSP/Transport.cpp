//===- Transport.cpp - framed JSON messages over a pipe -------------------===//

#include "LSP/Transport.h"

#include "llvm/ADT/StringExtras.h"

#include <cerrno>
#include <poll.h>
#include <unistd.h>

using namespace llvm;

namespace mls::lsp {

/// Larger messages are nobody's source file.
constexpr size_t maxLength = 256u << 20;

/// The N of a `Content-Length: N` header; nothing when there is none or it makes no sense.
static std::optional<size_t> contentLength(StringRef headers) {
  while (!headers.empty()) {
    auto [line, rest] = headers.split('\n');
    headers = rest;
    auto [key, value] = line.split(':');
    size_t length = 0;
    // Garbage in front of a header, such as the rest of a message cut short, is forgiven.
    if (key.trim().ends_with_insensitive("content-length") && !value.trim().getAsInteger(10, length) &&
        length <= maxLength)
      return length;
  }
  return std::nullopt;
}

std::optional<std::string> Transport::take() {
  for (;;) {
    StringRef text = buffer;
    size_t blank = text.find("\r\n\r\n"), skip = 4;
    if (size_t unix = text.find("\n\n"); unix < blank)
      blank = unix, skip = 2;
    if (blank == StringRef::npos)
      return std::nullopt;
    std::optional<size_t> length = contentLength(text.take_front(blank));
    size_t body = blank + skip;
    if (!length) {
      buffer.erase(0, body);
      continue;
    }
    if (text.size() - body < *length)
      return std::nullopt;
    std::string message = text.substr(body, *length).str();
    buffer.erase(0, body + *length);
    return message;
  }
}

bool Transport::fill() {
  char chunk[64 << 10];
  ssize_t got;
  do
    got = ::read(in, chunk, sizeof chunk);
  while (got < 0 && errno == EINTR);
  if (got <= 0) {
    ended = true;
    return false;
  }
  buffer.append(chunk, got);
  return true;
}

std::optional<std::string> Transport::read() {
  for (;;) {
    if (std::optional<std::string> message = take())
      return message;
    if (ended || !fill())
      return std::nullopt;
  }
}

bool Transport::pending() {
  // Taken and put back rather than searched twice: messages are small.
  pollfd ready{in, POLLIN, 0};
  while (!ended && ::poll(&ready, 1, 0) > 0 && fill())
    ;
  if (std::optional<std::string> message = take()) {
    buffer.insert(0, "Content-Length: " + utostr(message->size()) + "\r\n\r\n" + *message);
    return true;
  }
  return false;
}

void Transport::write(const json::Value &message) {
  std::string body;
  raw_string_ostream(body) << message;
  out << "Content-Length: " << body.size() << "\r\n\r\n" << body;
  out.flush();
}

} // namespace mls::lsp
