"""Reads the document of `run --format json` from standard input and holds it against mls.result/1, with the values that
values.mls must have in base units: seconds, bits, joules."""

import json
import sys

document = json.load(sys.stdin)
assert document["schema"] == "mls.result/1", document["schema"]
assert document["registry"].startswith("20"), document["registry"]
results = {r["name"]: r for r in document["results"]}
for r in document["results"]:
    assert {"name", "value", "display", "grade", "sources"} <= r.keys(), r
    assert r["grade"] in "ABCDU" and isinstance(r["sources"], list), r
    if isinstance(r["value"], (int, float)) and not isinstance(r["value"], bool):
        assert {"unit", "dimension"} <= r.keys(), r


def close(name, value, unit, dimension):
    r = results[name]
    assert abs(r["value"] - value) <= 1e-12 * abs(value), r
    assert (r["unit"], r["dimension"]) == (unit, dimension), r


close("latency", 0.012, "s/tok", "Time/Token")
close("rate", 400e9, "bit/s", "Data/Time")
close("share", 0.125, "", "Number")
close("energy", 10.8e6, "J", "Energy")
assert results["rate"]["display"] == "50 GB/s", results["rate"]
assert results["latency"]["sources"] == ["bench"], results["latency"]
assert abs(results["latency"]["low"] - 0.0108) < 1e-12 and abs(results["latency"]["high"] - 0.0132) < 1e-12
assert results["slo.fits"]["value"] is True, results["slo.fits"]
assert results["slo.bound"]["value"] in ["compute", "memory", "network", "overhead", "capacity"], results["slo.bound"]
assert results["slo.tpot"]["bound"] == results["slo.bound"]["value"] and results["slo.tpot"]["margin"] >= 1
assert results["pair"]["value"] == [1, 2], results["pair"]

order, measured = document["asserts"]
assert order["passed"] is True and order["message"] == "order" and order["assert"] == "1 s < 2 s", order
assert measured["passed"] is False and "deviation" in measured, measured
assert document["unsourced"] == [] or all("display" in u for u in document["unsourced"])
assert document["not_modelled"], "serve says what it leaves out"
