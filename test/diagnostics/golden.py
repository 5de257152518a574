#!/usr/bin/env python3
"""golden.py [--update] ARG... FILE

Runs `mlsc ARG... FILE` in the folder of FILE and compares all that it prints (standard output, then standard error, then
the exit status) with FILE's neighbour of the same name and the ending .txt. The hash of the registry is left out of both.
--update writes that file: read it before it is committed. FILE may be left out after `--name NAME`: then NAME.txt is
compared."""

import difflib
import pathlib
import re
import subprocess
import sys


def main(args):
    update = args[0] == "--update"
    args = args[update:]
    if args[0] == "--name":
        here, golden, command = pathlib.Path(__file__).parent, args[1] + ".txt", args[2:]
    else:
        file = pathlib.Path(args[-1]).resolve()
        here, golden, command = file.parent, file.with_suffix(".txt").name, [*args[:-1], file.name]
    run = subprocess.run(["mlsc", *command], cwd=here, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    actual = f"{run.stdout.decode()}{run.stderr.decode()}exit {run.returncode}\n"
    actual = re.sub(r"(registry \d{4}\.\d\d)\+[0-9a-f]+", r"\1", actual)
    path = here / golden
    if update:
        path.write_text(actual)
        print(actual, end="")
        return 0
    expected = path.read_text() if path.exists() else ""
    if actual == expected:
        return 0
    sys.stdout.writelines(difflib.unified_diff(expected.splitlines(True), actual.splitlines(True), golden, "actual"))
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
