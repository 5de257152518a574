"""usage: round_trip.py MLSC FILE: sets each answer by hand and compares with the condition."""
import json
import subprocess
import sys

mlsc, file = sys.argv[1:]


def run(*sets):
    out = subprocess.run([mlsc, "run", "--format", "json", *sets, file], capture_output=True, text=True)
    return {r["name"]: r for r in json.loads(out.stdout)["results"]}


first = run()
for answer, path, unit, result, target in [
    ("need.bandwidth", "Chip.memory.bandwidth", "bit/s", "slo.tpot", 10e-3),
    ("pay.rent", "Pod.rent", "USD/s", "slo.cost_per_token", 0.5e-6),
    ("ask.bf16", "Chip.peak.bf16", "FLOP/s", "slo.ttft", 20e-3),
]:
    value = first[answer]["value"]
    got = run(f"--set={path}={value!r} {unit}")[result]["value"]
    error = abs(got / target - 1)
    print(answer, value, unit, "->", result, got, "off by", error)
    assert error <= 1e-12
