"""chain.py SHAPE: a long program on standard output."""

import random
import sys

n = 20000
shape = sys.argv[1]
if shape == "functions":
    lines = [f"def f{i}(x) = f{i + 1}(x) + x" for i in range(3000)] + ["def f3000(x) = x", "show f0(1 s)"]
elif shape == "records":
    lines = [f"hardware H{i} = H{i + 1} with {{ count: 4 }}" for i in range(3000)]
    lines += ["hardware H3000: Node { accelerator: hardware.nvidia.H200_SXM  count: 8 }", "show H0.count"]
else:
    last = f"x{n}" if shape != "circle" else "x0"
    lines = [f"let x{i} = {f'x{i + 1}' if i + 1 < n else last} + 1 s" for i in range(n)]
    lines += [f"let x{n} = 1 s"] if shape != "circle" else []
    if shape == "shuffled":
        random.Random(7).shuffle(lines)
    lines += ["show x0", "let n = 2 ^ (x0 / x0)"]
print("\n".join(lines))
