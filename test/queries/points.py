"""points.py MLSC FILE TABLE: every row of a table is what `run --set` gives at its point, to the last bit."""

import json
import subprocess
import sys


def run(*args):
    return json.loads(subprocess.run([mlsc, "run", *args, "--format", "json"], capture_output=True, text=True).stdout)


mlsc, file, name = sys.argv[1:]
table = next(t for t in run(file)["tables"] if t["name"] == name)
names = [column["name"] for column in table["columns"]]
checked = 0
for row in table["rows"][:: max(1, len(table["rows"]) // 12)]:
    point = dict(zip(names, row))
    sets = []
    for path in ("slo.batch", "slo.on", "Pod.accelerator.memory.bandwidth"):
        value = point[path]
        unit = " bit/s" if path.endswith("bandwidth") else ""
        sets += ["--set", f"{path}={value}{unit}"]
    alone = {r["name"]: r["value"] for r in run(file, *sets)["results"]}
    for column in names:
        if column in alone:
            assert alone[column] == point[column], (point, column, alone[column])
            checked += 1
print(f"{checked} values are equal")
