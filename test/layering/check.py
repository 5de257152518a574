"""Checks the shape of the house. usage: check.py RULE ROOT; prints every violation and fails when there is one."""

import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)


def sources(root, *folders):
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".h", ".cpp", ".def", ".inc"):
                yield path


def includes(path):
    text = path.read_text()
    for match in INCLUDE.finditer(text):
        yield text.count("\n", 0, match.start(1 if match[1] else 2)) + 1, match[1] or match[2]


def library(root, path):
    return path.relative_to(root / "lib").parts[0]


def allowed_includes(root):
    """The table below "## Layering" in docs/architecture.md: library → the libraries that it may include."""
    section = (root / "docs/architecture.md").read_text().split("## Layering", 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| *`?(\w+)`? *\| *(.*?) *\|", section, re.MULTILINE)
    table = {name: cell for name, cell in rows if name != "library"}
    allowed = {}
    for name, cell in table.items():
        names = set(re.findall(r"[A-Z]\w+", cell))
        allowed[name] = set(table) - names if cell.startswith("all but") else names
        unknown = names - set(table)
        if unknown:
            raise SystemExit(f"docs/architecture.md: unknown libraries {', '.join(sorted(unknown))} in the row of {name}")
    return allowed


def check_includes(root):
    """Every include between libraries stands in the table, and every library has a row."""
    allowed = allowed_includes(root)
    for path in sources(root, "lib"):
        here = library(root, path)
        if path.parent == root / "lib":
            continue
        if here not in allowed:
            yield path, 1, f"library {here} has no row in docs/architecture.md"
            continue
        for line, name in includes(path):
            target = name.split("/", 1)[0]
            if "/" in name and target in allowed and target != here and target not in allowed[here]:
                yield path, line, f"{here} may not include {target}"


def only_in(root, pattern, places, what):
    for path in sources(root, "lib", "tools"):
        if any(path.is_relative_to(root / place) for place in places):
            continue
        for line, name in includes(path):
            if re.match(pattern, name):
                yield path, line, f"{what} is included only in {' and '.join(places)}"


def check_antlr(root):
    """One library sees the parser generator and what it generates."""
    yield from only_in(root, r"(antlr4|Grammar/|MlsLexer|MlsParser)", ["lib/Syntax"], "ANTLR")


def check_boost(root):
    """Boost.Units stands behind one header."""
    yield from only_in(root, r"boost/units/", ["lib/Units/Typed.h"], "Boost.Units")


def check_raw(root):
    """A typed quantity is opened only where units, tape and schema are made."""
    homes = [root / "lib" / name for name in ("Units", "Tape", "Schema")]
    for path in sources(root, "lib", "tools"):
        if any(path.is_relative_to(home) for home in homes):
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if re.search(r"(\.|->)raw\(\)", line.split("//", 1)[0]):
                yield path, number, "`.raw()` leaves the units behind"


def check_odr(root):
    """No two files define different classes of one name: the linker would mix them silently."""
    places, definition = {}, re.compile(r"(template <.*> )?(?:struct|class|enum class|enum) ([\w:]+)[^;(]*\{")
    for path in sources(root, "lib", "tools"):
        spaces = []
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if opened := re.match(r"namespace ?([\w:]*) ?\{", line):
                spaces.append(opened[1])
            elif spaces and line.startswith("} // namespace"):
                spaces.pop()
            elif (match := definition.match(line)) and "" not in spaces:
                places.setdefault("::".join([*spaces, match[2]]) + ("<>" if match[1] else ""), []).append((path, number))
    for name, found in places.items():
        for path, number in found[1:]:
            if path != found[0][0]:
                yield path, number, f"{name} is defined in {found[0][0].relative_to(root)} too"


def check_length(root, limit=600):
    """A file that outgrows this holds two concerns."""
    for path in sources(root, "lib", "tools", "test"):
        lines = path.read_text().count("\n")
        if lines > limit:
            yield path, lines, f"{lines} lines, more than {limit}"


def check_externs(root):
    """Ranges trust the trends that an Extern declares, so each one is sampled by a test."""
    sampled = (root / "test/unit/tape/ExternTest.cpp").read_text()
    for path in sources(root, "lib"):
        text = path.read_text()
        for match in re.finditer(r"constexpr Extern (\w+)\{", text):
            if f"{{{match[1]}," not in sampled:
                yield path, text.count("\n", 0, match.start()) + 1, f"{match[1]} is no subject of ExternTest.cpp"


def main(rule, root):
    root = pathlib.Path(root)
    violations = list(globals()[f"check_{rule}"](root))
    for path, line, message in violations:
        print(f"{path.relative_to(root)}:{line}: {message}")
    if not any(sources(root, "lib")):
        sys.exit("no sources found")
    sys.exit(1 if violations else 0)


main(*sys.argv[1:])
