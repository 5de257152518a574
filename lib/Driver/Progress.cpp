//===- Progress.cpp - how far a table is ------------------------------------===//

#include "Driver/Progress.h"
#include "Units/Display.h"
#include "llvm/Support/raw_ostream.h"

#include <atomic>
#include <csignal>
#include <fmt/format.h>

using namespace mls;

static std::atomic<bool> stop{false};

void Progress::catchInterrupt() {
  std::signal(SIGINT, [](int) {
    stop = true;
    std::signal(SIGINT, SIG_DFL);
  });
}

bool Progress::interrupted() { return stop; }

/// `12 s`, `3 min`.
static std::string duration(double seconds) {
  return seconds < 120    ? fmt::format("{:.0f} s", seconds)
         : seconds < 7200 ? fmt::format("{:.0f} min", seconds / 60)
                          : fmt::format("{:.1f} h", seconds / 3600);
}

void Progress::clear() {
  if (drawn)
    llvm::errs() << "\r\x1b[K";
  drawn = false;
}

bool Progress::operator()(uint64_t done, uint64_t total) {
  auto now = Clock::now();
  if (done < last || last == ~uint64_t(0)) // another table
    start = now;
  last = done;
  double seconds = std::chrono::duration<double>(now - start).count();
  if (done == total || stop) {
    clear();
    last = ~uint64_t(0);
    return !stop;
  }
  if (!terminal || seconds < 1)
    return true;
  double rate = double(done) / seconds, share = double(done) / double(total);
  constexpr unsigned width = 24;
  auto full = unsigned(share * width);
  llvm::errs() << "\r\x1b[K  [" << std::string(full, '#') << std::string(width - full, '.')
               << fmt::format("] {:.0f}%  {} points/s  {} left", 100 * share, formatNumber(rate),
                              duration(double(total - done) / rate));
  drawn = true;
  return true;
}
