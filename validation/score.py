#!/usr/bin/env python3
"""Scores the model against published measurements: score.py [--mlsc PATH] [--update PAGE | --check PAGE].

Every .mls file of this folder holds predictions against measurements, one a line:

    assert run.step_time == 1.42 s within 10%  "label"  from source "locator"

Prints them as a table of predicted and measured values and errors, misses included, and fails when an assert does.
--update writes the table into a Markdown page, between the lines `<!-- score.py -->` and `<!-- end -->`; --check fails
when the table there is another one.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ASSERT = re.compile(r'^assert (\S+) == ([\d.]+[KMBTG]?(?:i\b)?)(%|(?: [^\s"]+)?) within (\S+)\s+"([^"]*)"', re.MULTILINE)
BEGIN, END = "<!-- score.py -->\n", "<!-- end -->"


def predictions(path, mlsc):
    """(label, predicted, measured, error, tolerance) of each assert of a file."""
    text = path.read_text()
    found = ASSERT.findall(text)
    for i, (name, measured, unit, _, _) in enumerate(found):
        shown = f" as {unit.strip()}" if unit.strip() else ""
        text += f"\nshow predicted_{i} = {name}{shown}, error_{i} = {name} / ({measured}{unit}) - 1"
    run = subprocess.run([mlsc, "run", "--format", "json", "-"], input=text, capture_output=True, text=True)
    if run.returncode > 1:
        sys.exit(f"{path.name} does not run\n{run.stderr}")
    result = json.loads(run.stdout)
    shown = {r["name"]: r for r in result["results"]}
    for check in result["asserts"]:
        if not check["passed"]:
            print(f"{path.name}: failed: {check['assert']} {check.get('deviation', '')}", file=sys.stderr)
    rows = [(label, shown[f"predicted_{i}"]["display"], measured + unit, shown[f"error_{i}"]["value"], tolerance)
            for i, (name, measured, unit, tolerance, label) in enumerate(found)]
    return rows, all(check["passed"] for check in result["asserts"])


def table(mlsc):
    lines, good = ["| file | figure | predicted | measured | error |\n", "|---|---|---|---|---|\n"], True
    for path in sorted(HERE.glob("*.mls")):
        rows, passed = predictions(path, mlsc)
        good &= passed
        for label, predicted, measured, error, _ in rows:
            error = "0.0 %" if abs(error) < 0.0005 else f"{error:+.1%}".replace("-", "−").replace("%", " %")
            lines.append(f"| {path.stem} | {label} | {predicted} | {measured} | {error} |\n")
        if len(rows) > 1:
            mean = sum(abs(row[3]) for row in rows) / len(rows)
            lines.append(f"| {path.stem} | **mean of {len(rows)} absolute errors** | | | **{mean:.1%}** |\n".replace("%*", " %*"))
    return "".join(lines), good


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mlsc", default=HERE.parent / "build/release/bin/mlsc")
    parser.add_argument("--update", type=pathlib.Path)
    parser.add_argument("--check", type=pathlib.Path)
    args = parser.parse_args()
    scored, good = table(args.mlsc)
    if page := args.update or args.check:
        text = page.read_text()
        before, after = text.index(BEGIN) + len(BEGIN), text.index(END, text.index(BEGIN))
        if args.check and text[before:after] != scored:
            sys.exit(f"the table of {page} is another one: run {pathlib.Path(__file__).name} --update {page}\n{scored}")
        if args.update:
            page.write_text(text[:before] + scored + text[after:])
    else:
        print(scored, end="")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
