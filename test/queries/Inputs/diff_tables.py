"""The JSON of `mlsc diff` on tables: rows by the values of their axes, shares of the first value."""
import json
import math
import sys

d = json.load(sys.stdin)
grid = next(t for t in d["tables"] if t["name"] == "grid")
assert grid["rows"] == {"before": 3, "after": 3, "same": 0, "changed": 2, "added": 1, "removed": 1}
assert grid["added_rows"] == ["r.traffic 8 GB"] and grid["removed_columns"] == ["old"]
figure = grid["figures"][0]
assert figure["name"] == "r.traffic 1 GB: r.time"
assert math.isclose(figure["after"]["value"], 0.5e-3, rel_tol=1e-12)
assert math.isclose(figure["change"], -0.5, rel_tol=1e-12) and abs(figure["rest"]) < 1e-12
assert [c["path"] for c in figure["causes"]] == ["Chip.memory.bandwidth"]
assert "not_compared" in next(t for t in d["tables"] if t["name"] == "plane")
assert d["tables_only_before"] == ["mine"] and d["tables_only_after"] == ["other"] and d["same"] == 1
