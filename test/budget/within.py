"""Requires that a command starts and ends within so many milliseconds of another one that does nothing.

usage: within.py MILLISECONDS COMMAND… [-- BASELINE…]      the baseline is `true` when none is given

The quickest of many alternating runs is compared: on a busy machine it is the one that measures the program."""

import os
import sys
import time

ROUNDS = 40


def milliseconds(command):
    null = [(os.POSIX_SPAWN_OPEN, fd, "/dev/null", os.O_RDWR, 0) for fd in (0, 1, 2)]
    start = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=null)
    _, status = os.waitpid(process, 0)
    elapsed = time.perf_counter() - start
    if status:
        sys.exit(f"`{' '.join(command)}` failed with status {os.waitstatus_to_exitcode(status)}")
    return elapsed * 1e3


def main(limit, *words):
    split = words.index("--") if "--" in words else len(words)
    command, baseline = list(words[:split]), list(words[split + 1 :]) or ["true"]
    milliseconds(command), milliseconds(baseline)  # into the cache
    pairs = [(milliseconds(command), milliseconds(baseline)) for _ in range(ROUNDS)]
    taken, empty = map(min, zip(*pairs))
    print(f"{taken:.2f} ms against {empty:.2f} ms: {taken - empty:.2f} ms more, {limit} ms allowed")
    sys.exit(0 if taken - empty <= float(limit) else 1)


main(*sys.argv[1:])
