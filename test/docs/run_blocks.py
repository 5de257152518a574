#!/usr/bin/env python3
"""Runs every code block of the documentation.

  ```mls             runs clean: exit status 0, no error
  ```mls NAME.mls    the same, and is there for the blocks below it to import
  ```mls-error CODE  reports CODE and nothing else; on the page of a diagnostic the code may be left out

Each page has a folder of its own, so that a block sees the named files of its page alone."""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parents[2]
fence = re.compile(r"^```(mls(?:-error)?)(?: +(\S+))?\n(.*?)^```$", re.M | re.S)


def pages():
    yield from sorted(root.glob("*.md"))
    yield from sorted((root / "docs").rglob("*.md"))


def reported(command, file):
    """Exit status, codes of the diagnostics and the whole output of `mlsc COMMAND FILE`."""
    run = subprocess.run(["mlsc", command, "--diagnostics=json", file.name], cwd=file.parent, stdin=subprocess.DEVNULL,
                         capture_output=True, text=True, timeout=60)
    begin = run.stderr.find("{")
    found = json.JSONDecoder().raw_decode(run.stderr[begin:])[0]["diagnostics"] if begin >= 0 else []
    return run.returncode, [d["code"] for d in found], run.stdout + run.stderr


def check(kind, argument, page, file):
    status, codes, output = reported("run", file)
    if kind == "mls":
        return [] if status == 0 and not codes else [f"does not run clean: exit {status}\n{output}"]
    wanted = argument or (page.stem if re.fullmatch(r"[EW]\d{4}", page.stem) else None)
    if not wanted:
        return ["which code does it report? Write it after `mls-error`"]
    return [] if set(codes) == {wanted} else [f"reports {sorted(set(codes))}, not {wanted}\n{output}"]


def main():
    count, problems = 0, []
    for page in pages():
        text = page.read_text()
        with tempfile.TemporaryDirectory() as folder:
            for match in fence.finditer(text):
                kind, argument, block = match.groups()
                line = text.count("\n", 0, match.start()) + 1
                named = kind == "mls" and argument
                file = pathlib.Path(folder) / (named or f"line{line}.mls")
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(block)
                count += 1
                problems += [f"{page.relative_to(root)}:{line}: {p}" for p in check(kind, argument, page, file)]
    print("\n".join(problems) or f"{count} blocks")
    return bool(problems) or count == 0


if __name__ == "__main__":
    sys.exit(main())
