"""reference.py [--update] ROOT: docs/solvers.md is what `mlsc reference` prints, with each example and what it prints now.

--update writes it. The hash of the registry is left out."""

import pathlib
import re
import subprocess
import sys

HEAD = """# Solvers and functions

Made by `python3 test/driver/Inputs/reference.py --update .`, from the compiler itself: formulas are read off the solvers.
`mlsc doc NAME` prints one entry in full, for records and units too.

"""


def run(*command, cwd=None):
    return subprocess.run(["mlsc", *command], cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, text=True)


def example(folder, name):
    file = folder / f"{name}.mls"
    if not file.exists():
        sys.exit(f"{name} has no example: write {file}")
    result = run("run", file.name, cwd=folder)
    if result.returncode:
        sys.exit(f"{file} ends with {result.returncode}:\n{result.stdout}{result.stderr}")
    output = re.sub(r"(registry \d{4}\.\d\d)\+[0-9a-f]+", r"\1", result.stdout).rstrip()
    return f"`examples/solvers/{file.name}`:\n\n```mls\n{file.read_text().rstrip()}\n```\n\n```\n{output}\n```"


def main(update, root):
    root = pathlib.Path(root)
    text = re.sub(r"<!-- example (\w+) -->", lambda m: example(root / "examples" / "solvers", m[1]), HEAD + run("reference").stdout)
    text = text.rstrip() + "\n"
    path = root / "docs" / "solvers.md"
    if update:
        path.write_text(text)
    elif path.read_text() != text:
        import difflib

        sys.stdout.writelines(difflib.unified_diff(path.read_text().splitlines(True), text.splitlines(True), str(path), "now", n=1))
        sys.exit(f"{path} is not current: python3 {__file__} --update {root}")


main(sys.argv[1] == "--update", sys.argv[-1])
