"""Damages .mls files and requires that the compiler survives: no crash, no hang, no message without a place, none of the
parser generator's own words; `fmt` changes blanks only, and nothing the second time.

usage: mutate.py MLSC VARIANTS PATH…      PATH: a file, or a folder whose .mls files are all taken

Every file is cut at evenly spaced bytes, then damaged at random (the seed is its path, so a failure repeats)."""

import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

TOKEN = re.compile(rb"[A-Za-z_0-9.]+|\s+|.", re.DOTALL)
SPARE = ("{ } ( ) [ ] : = , .. ± % ^ / * - + 1e400 0 -1 30B 80GB ms \" /// // \n with query let def hardware model assert show "
         "use import from within default has as if then else sum for in µs \udcff \0").encode(errors="surrogateescape").split(b" ")
MESSAGE = re.compile(r"^(?:error|warning)(?:\[\w+\])?: (.*)$")
STOCK = re.compile(r"mismatched input|no viable alternative|extraneous input|token recognition error|missing '?[A-Z_]{3,}")
LIMIT = 20  # seconds


def cuts(text, count):
    for i in range(count):
        yield text[: len(text) * i // count]


def damaged(text, dice):
    tokens = TOKEN.findall(text) or [b""]
    for _ in range(dice.choice((1, 1, 2, 4))):
        at = dice.randrange(len(tokens))
        end = min(len(tokens), at + dice.choice((1, 1, 3, 20)))
        match dice.randrange(6):
            case 0:
                tokens[at:end] = []
            case 1:
                tokens[at:at] = tokens[at:end]
            case 2:
                tokens[at:at] = [dice.choice(SPARE)]
            case 3:
                tokens[at] = dice.choice(SPARE)
            case 4:
                other = dice.randrange(len(tokens))
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case 5:
                tokens[at] = bytes(dice.randrange(256) for _ in tokens[at])
        tokens = tokens or [b""]
    return b"".join(tokens)


def complaint(command, text):
    """What is wrong with the compiler's answer to `text`; None when all is well."""
    try:
        done = subprocess.run(command, input=text, capture_output=True, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return f"no answer in {LIMIT} s"
    refused = done.returncode == 3 and b"[E0901]" in done.stderr  # not text at all, as a NUL byte shows
    if done.returncode not in (0, 1, 2) and not refused:
        return f"exit status {done.returncode}\n" + done.stderr.decode(errors="replace")[-2000:]
    if "fmt" in command and not refused:
        if b"".join(done.stdout.split()) != b"".join(text.split()):
            return "formatting changed more than blanks"
        if subprocess.run(command, input=done.stdout, capture_output=True, timeout=LIMIT).stdout != done.stdout:
            return "formatted again, the text differs"
    lines = done.stderr.decode(errors="replace").splitlines()
    for line, after in zip(lines, lines[1:] + [""]):
        message = MESSAGE.match(line)
        if message and not re.match(r"\s*--> .+:\d+:\d+", after):
            return f"a message without a place: {line}"
        if message and STOCK.search(message[1]):
            return f"the parser generator's own words: {line}"
    return None


def main(mlsc, variants, *paths):
    mlsc, files = os.path.abspath(mlsc), []
    for path in (pathlib.Path(path).resolve() for path in paths):
        files += sorted(path.rglob("*.mls")) if path.is_dir() else [path]
    files = [file for file in files if file.stat().st_size < 64 << 10]
    if not files:
        sys.exit("no .mls files found")
    each = max(4, int(variants) // len(files))
    tried = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for file in files:
            text, dice = file.read_bytes(), random.Random(file.name)
            candidates = [*cuts(text, each // 4), *(damaged(text, dice) for _ in range(each - each // 4))]
            for number, candidate in enumerate(candidates):
                command = [mlsc, ("run", "check", "fmt")[number % 3], "-"]
                tried += 1
                if wrong := complaint(command, candidate):
                    failed += 1
                    kept = pathlib.Path(tempfile.gettempdir(), f"mls-fuzz-{file.stem}-{number}.mls")
                    kept.write_bytes(candidate)
                    print(f"{file}, variant {number}: {' '.join(command[1:])} < {kept}: {wrong}")
    print(f"{tried} variants of {len(files)} files, {failed} answered badly")
    sys.exit(1 if failed else 0)


main(*sys.argv[1:])
