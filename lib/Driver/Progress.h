//===- Progress.h - how far a table is ----------------------------*- C++ -*-===//
#pragma once

#include <chrono>
#include <cstdint>

namespace mls {

/// A line on the error stream that is rewritten: share, rate and time left of what takes
/// more than a second. Only on a terminal.
class Progress {
public:
  explicit Progress(bool terminal) : terminal(terminal) {}
  /// False when the user pressed Ctrl-C; the second time ends the process.
  bool operator()(uint64_t done, uint64_t total);

  /// Ctrl-C stops the rows rather than the process from here on.
  static void catchInterrupt();
  static bool interrupted();

private:
  void clear();
  using Clock = std::chrono::steady_clock;
  bool terminal, drawn = false;
  uint64_t last = ~uint64_t(0);
  Clock::time_point start;
};

} // namespace mls
