"""random_sweeps.py MLSC FILE: writes sweeps of random expressions to FILE, and compares every row with Python's doubles."""

import json
import math
import random
import subprocess
import sys

VALUES = {"a": [1.0, 2.5, 7.0], "b": [0.5, 3.0], "c": [2.0, 4.0, 11.0, 12.0], "d": [0.125]}
rng = random.Random(20261124)


def expression(depth):
    """As `.mls`, and as a function of the variables."""
    if depth == 0 or rng.random() < 0.15:
        if rng.random() < 0.2:
            number = rng.choice([1, 2, 3.5])
            return f"{number}", lambda v: float(number)
        name = rng.choice(list(VALUES))
        return name, lambda v: v[name]
    (x, fx), (y, fy) = expression(depth - 1), expression(depth - 1)
    match rng.randrange(7):
        case 0:
            return f"({x} + {y})", lambda v: fx(v) + fy(v)
        case 1:
            return f"({x} - {y})", lambda v: fx(v) - fy(v)
        case 2:
            return f"({x} * {y})", lambda v: fx(v) * fy(v)
        case 3:
            return f"({x} / (abs({y}) + 1))", lambda v: fx(v) / (abs(fy(v)) + 1.0)
        case 4:
            return f"max({x}, {y})", lambda v: max(fx(v), fy(v))
        case 5:
            return f"sqrt(abs({x}))", lambda v: math.sqrt(abs(fx(v)))
        case 6:
            return f"(if {x} < {y} then {y} else {x})", lambda v: fy(v) if fx(v) < fy(v) else fx(v)


mlsc, file = sys.argv[1:]
cases = []
with open(file, "w") as out:
    for name, values in VALUES.items():
        out.write(f"let {name} = {values[0]}\n")
    for i in range(150):
        text, function = expression(5)
        axes = rng.sample(list(VALUES), rng.randrange(1, 5))
        over = ", ".join(f"{axis} in {VALUES[axis]}" for axis in axes)
        out.write(f"query q{i} = sweep {{ over {over}  show y = {text} + 0 }}\n")  # not the axis itself
        cases.append((text, function, axes))
run = subprocess.run([mlsc, "run", file, "--format", "json"], capture_output=True, text=True, timeout=60)
tables = {table["name"]: table for table in json.loads(run.stdout)["tables"]}
checked = 0
for i, (text, function, axes) in enumerate(cases):
    table = tables[f"q{i}"]
    names = [column["name"] for column in table["columns"]]
    for row in table["rows"]:
        point = {name: values[0] for name, values in VALUES.items()} | dict(zip(names, row))
        assert point["y"] == function(point), (text, point, function(point))
        checked += 1
assert checked > 1000, (checked, run.stderr)
