"""Prints the closing line of `./mls test` from lit's results: fails on any failure, and when nothing ran."""

import collections
import json
import sys

try:
    with open(sys.argv[1]) as file:
        codes = collections.Counter(test["code"] for test in json.load(file)["tests"])
except (OSError, ValueError) as error:
    sys.exit(f"mls: the tests did not run: {error}")

passed = sum(codes[code] for code in ("PASS", "XFAIL", "FLAKYPASS"))
skipped = sum(codes[code] for code in ("UNSUPPORTED", "SKIPPED", "EXCLUDED"))
failed = sum(codes.values()) - passed - skipped
print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
sys.exit(1 if failed or not passed else 0)
