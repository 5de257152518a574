//===- Processes.cpp - start-up time and peak memory ----------------------===//

#include "Figures.h"
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

extern char **environ;

namespace mls::bench {

double median(std::vector<double> &values) {
  auto middle = values.begin() + values.size() / 2;
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

namespace {
struct Cost {
  double milliseconds;
  double mebibytes;
};
} // namespace

/// Runs one process with its output thrown away.
static Cost spawn(const std::vector<std::string> &command) {
  std::vector<char *> argv;
  for (const std::string &word : command)
    argv.push_back(const_cast<char *>(word.c_str()));
  argv.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, 1, 2);

  auto start = std::chrono::steady_clock::now();
  pid_t pid;
  int status = 1;
  rusage usage{};
  bool spawned = posix_spawn(&pid, argv[0], &actions, nullptr, argv.data(), environ) == 0;
  if (spawned)
    wait4(pid, &status, 0, &usage);
  std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - start;
  posix_spawn_file_actions_destroy(&actions);

  if (!spawned || status != 0) {
    std::fprintf(stderr, "mls-bench: `%s %s` failed\n", argv[0], command.size() > 1 ? argv[1] : "");
    std::exit(1);
  }
  return {elapsed.count(), usage.ru_maxrss / 1024.0};
}

void measureProcesses(const std::string &bin, std::vector<Figure> &figures) {
  constexpr int rounds = 101;
  const std::string mlsc = bin + "/mlsc", example = MLS_ROOT "/examples/chat.mls", fleet = MLS_ROOT "/examples/cluster_100k.mls";
  const std::vector<std::vector<std::string>> commands = {
      {bin + "/mls-empty"}, {mlsc, "version"}, {mlsc, "check", example}, {mlsc, "run", fleet},
      {mlsc, "run", MLS_ROOT "/examples/layout.mls"}, {mlsc, "run", example}};
  const char *names[] = {"", "version", "check", "run.cluster_100k", "run.layout", "run"};

  std::vector<std::vector<double>> times(commands.size()), memory(commands.size());
  for (int round = 0; round < rounds; ++round)
    for (size_t i = 0; i < commands.size(); ++i) {
      Cost cost = spawn(commands[i]);
      times[i].push_back(cost.milliseconds);
      memory[i].push_back(cost.mebibytes);
    }
  const double emptyTime = median(times[0]), emptyMemory = median(memory[0]);
  for (size_t i = 1; i < commands.size(); ++i)
    figures.push_back({std::string("start.") + names[i], median(times[i]), "ms", emptyTime, "empty process"});
  figures.push_back({"memory.run", median(memory.back()), "MiB", emptyMemory, "empty process"});
}

} // namespace mls::bench
