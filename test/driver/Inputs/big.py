"""big.py KIND FILE: writes an input that is too large, too deep or too long for a person to have meant it."""

import sys

kind, path = sys.argv[1:]
n = 20_000
text = {
    # ten megabytes each
    "line": lambda: "let a = " + "1 + " * 2_500_000 + "1\n",
    "name": lambda: "let a = " + "x" * 10_000_000 + "\n",
    "comment": lambda: "//" + "x" * 10_000_000 + "\nshow 1\n",
    # a hundred thousand deep
    "nested": lambda: "let a = " + "(" * 100_000 + "1" + ")" * 100_000 + "\nshow a\n",
    "unclosed": lambda: "let a = " + "(" * 100_000,
    "records": lambda: "hardware a: Node " + "{ a: " * 100_000,
    "signs": lambda: "show " + "-" * 100_000 + "1\n",
    # each let needs the one before it, or the one after it
    "chain": lambda: "let x0 = 1 s\n"
    + "".join(f"let x{i} = x{i - 1} + 1 s\n" for i in range(1, n))
    + f"show x{n - 1} as s\n",
    "backwards": lambda: f"show x{n - 1} as s\n"
    + "".join(f"let x{i} = x{i - 1} + 1 s\n" for i in range(n - 1, 0, -1))
    + "let x0 = 1 s\n",
    "binary": lambda: "let a = 1\0\n",
    "latin": lambda: None,
}[kind]()
with open(path, "wb") as file:
    file.write(b"let \xe9 = 1\nshow 1\n" if text is None else text.encode())
