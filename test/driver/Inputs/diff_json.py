"""The JSON of `mlsc diff`: effects are shares of the first value."""
import json
import math
import sys

d = json.load(sys.stdin)
assert d["schema"] == "mls.diff/1"
energy = next(r for r in d["results"] if r["name"] == "energy")
assert math.isclose(energy["change"], 4.1 / 5.8 - 1, rel_tol=1e-12)
assert [c["path"] for c in energy["causes"]] == ["Chip.memory.bandwidth", "Chip.tdp"]
assert math.isclose(energy["causes"][1]["effect"], 2.4 / 5.8, rel_tol=1e-12)
assert abs(energy["rest"]) < 1e-12
assert {i["path"] for i in d["inputs"]} == {"Chip.memory.bandwidth", "Chip.tdp"}
