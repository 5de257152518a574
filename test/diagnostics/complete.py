#!/usr/bin/env python3
"""Every row of Diagnostics.def has a page, an emit site and a test of its exact rendering; every page and every test has a
row. Prints what is missing and fails."""

import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parents[2]
rows = re.findall(r'^DIAG\((\w+),\s*"([EW]\d{4})",\s*(\w+),', (root / "lib/Basic/Diagnostics.def").read_text(), re.M)
problems = []


def problem(text):
    problems.append(text)


def code_of(path):
    match = re.match(r"[EW]\d{4}", path.name)
    return match and match.group()


def sources():
    for folder in ("lib", "tools"):
        for path in (root / folder).rglob("*"):
            if path.suffix in (".cpp", ".h"):
                yield path.read_text(errors="replace")


def check_rows():
    names, codes = [r[0] for r in rows], [r[1] for r in rows]
    for listed, what in ((names, "name"), (codes, "code")):
        for twice in sorted({x for x in listed if listed.count(x) > 1}):
            problem(f"{twice}: {what} has two rows")
    emitted = set(re.findall(r"\bdiag::(\w+)", "\n".join(sources())))
    for name, code, severity in rows:
        if name not in emitted:
            problem(f"{code}: `diag::{name}` is reported nowhere under lib/")
        if (code[0] == "W") != (severity == "Warning"):
            problem(f"{code}: is a {severity}")
    return set(codes)


def check_pages(codes):
    pages = {code_of(p): p for p in (root / "docs/diagnostics").glob("[EW]*.md")}
    for code in sorted(codes - pages.keys()):
        problem(f"{code}: no page docs/diagnostics/{code}.md")
    for code, path in sorted(pages.items()):
        text = path.read_text()
        if code not in codes:
            problem(f"{code}: the page {path.name} has no row in Diagnostics.def")
        if not re.match(rf"# {code}: [^A-Z\n].*[^.\n]\n\n\S", text):
            problem(f"{code}: the page must begin `# {code}: what it is` (lower case, no full stop) and a paragraph")
        if not re.search(r"^```(mls-error|mls-lint|console)$", text, re.M):
            problem(f"{code}: the page shows no example (an `mls-error`, `mls-lint` or `console` block)")
        if "\n## Fix\n" not in text:
            problem(f"{code}: the page has no section `## Fix`")


def check_tests(codes):
    tests = {}
    for path in (root / "test/diagnostics").iterdir():
        if path.suffix in (".mls", ".test", ".txt") and code_of(path):
            tests.setdefault(code_of(path), []).append(path)
    for code in sorted(codes - tests.keys()):
        problem(f"{code}: no test test/diagnostics/{code}.mls")
    for code, paths in sorted(tests.items()):
        if code not in codes:
            problem(f"{code}: the test {paths[0].name} has no row in Diagnostics.def")
        if not any(p.suffix in (".mls", ".test") for p in paths):
            problem(f"{code}: {paths[0].name} is run by no test")
        if not any(f"[{code}]" in p.read_text(errors="replace") for p in paths):
            problem(f"{code}: no test shows `[{code}]` in its rendering")


codes = check_rows()
check_pages(codes)
check_tests(codes)
print("\n".join(problems) or f"{len(codes)} diagnostics, each with a page, a test and an emit site")
sys.exit(bool(problems))
