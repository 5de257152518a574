"""ll1.py MLSC: fails when the generated parser predicts adaptively: then a decision of the grammar is not LL(1)."""

import pathlib
import sys

parser = pathlib.Path(sys.argv[1]).parents[1] / "generated/Grammar/MlsParser.cpp"
lines = parser.read_text().splitlines()
bad = [f"{parser}:{i + 1}: {line.strip()}" for i, line in enumerate(lines) if "adaptivePredict" in line]
print("\n".join(bad) or f"{len(lines)} lines, every decision is LL(1)")
sys.exit(bool(bad))
