"""Reads what `mlsc run --format jsonl` writes, and joins the shards of one run (docs/queries.md, "Output").

A run is a line that says what was evaluated, then tables: a line that describes the columns, the rows, and a line that says
what became of the points. Rows stay text until someone wants their values.
"""

import collections
import heapq
import json

BATCH = 1 << 16  # rows handed on at a time
CHUNK = 1 << 22  # bytes read at a time
MARK = b'{"schema":"mls.'  # begins a line that is no row
KEYS = b',"mls.keys":['  # ends a row of a sorted part
DIVIDED = ("sweep", "optimize")  # each shard has a part of it; what else there is, the first has alone

# What is read of the lines that are no rows.
DESCRIBED = {
    "mls.run/1": {"file": str, "registry": str, "grade": str, "sources": list, "overrides": list, "shard": int, "shards": int},
    "mls.table/1": {"table": str, "form": str, "columns": list},
    "mls.end/1": {"table": str, "points": int, "found": int, "rows": int, "excluded": list, "interrupted": bool},
}


class Problem(Exception):
    """What the user has to know, in words."""


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def described(line, name):
    """A line that is no row, as an object that has what is read of it."""
    try:
        value = json.loads(line)
    except ValueError as error:
        raise Problem(f"{name} has a line that is no JSON, {line[:60].decode(errors='replace')}…: {error}") from None
    members = DESCRIBED.get(value["schema"])
    if members is None:
        raise Problem(f"{name} is not what `mlsc run --format jsonl` writes: `{value['schema']}` is something else")
    for member, kind in members.items():
        if not isinstance(value.get(member), kind):
            raise Problem(f"{name} is not what this `mlsc` writes: `{value['schema']}` without `{member}`")
    return value


def chunks(file, name):
    try:
        while chunk := file.read(CHUNK):
            yield chunk
    except OSError as error:
        raise Problem(f"cannot read {name}: {error.strerror.lower()}") from None


def pieces(file, name):
    """What describes, as objects, and the lines between as bytes."""
    rest = b""
    for chunk in chunks(file, name):
        text = rest + chunk
        end = text.rfind(b"\n") + 1
        at, rest = 0, text[end:]
        while at < end:
            if text.startswith(MARK, at):
                stop = text.index(b"\n", at) + 1
                yield described(text[at:stop], name)
            else:
                found = text.find(b"\n" + MARK, at, end)
                stop = end if found < 0 else found + 1
                yield text[at:stop]
            at = stop
    if rest:
        raise Problem(f"{name} ends in the middle of a line: it was cut short")


class NeedsAll(Problem):
    """One part of it cannot be written alone."""


class Input:
    """One run, read from its start to its end."""

    def __init__(self, file, name):
        self.name, self.end = name, None
        self.pieces = pieces(file, name)
        self.run = next(self.pieces, None)
        if not isinstance(self.run, dict) or self.run["schema"] != "mls.run/1":
            raise Problem(f"{name} is not what `mlsc run --format jsonl` writes")

    def next_table(self):
        """What stands before the next table, and its header; None after the last."""
        before, self.end = b"", None
        for piece in self.pieces:
            if isinstance(piece, bytes):
                before += piece
            elif piece["schema"] == "mls.table/1":
                return before, piece
            else:
                raise Problem(f"{self.name} holds more than one run: give each in a file of its own")
        return before, None

    def rows(self):
        """Lines of rows; `end` is known after the last."""
        count = 0
        for piece in self.pieces:
            if isinstance(piece, bytes):
                count += piece.count(b"\n")
                yield piece
            elif piece["schema"] == "mls.end/1":
                if count != piece["rows"]:
                    raise Problem(f"{self.name} has {count} rows of `{piece['table']}`, which had {piece['rows']}")
                self.end = piece
                return
            else:
                break
        raise Problem(f"{self.name} ends before the last row: it was cut short, or the disk was full")


class Descending:
    """A word that comes before a lesser one."""

    def __init__(self, word):
        self.word = word

    def __lt__(self, other):
        return other.word < self.word

    def __eq__(self, other):
        return other.word == self.word


class Table:
    """One table, made of what each of the inputs has of it."""

    def __init__(self, inputs, header):
        self.inputs, self.header, self.count = inputs, header, 0

    def rows(self):
        """Pieces of text that are whole lines, in the order of the whole."""
        parts = self.ordered() if "order" in self.header else (rows for part in self.inputs for rows in part.rows())
        for text in parts:
            self.count += text.count(b"\n")
            yield text

    def ordered(self):
        """Rows of sorted parts: each part has its own first rows, among which are those of the whole."""
        order = self.header["order"]
        descending, top = order["descending"], order["top"]

        def rank(keys):
            return [
                key if not down else Descending(key) if isinstance(key, str) else -key
                for key, down in zip(keys, descending)
            ]

        def keyed(part):
            for text in part.rows():
                for line in text.splitlines():
                    row, found, keys = line.rpartition(KEYS)
                    if not found:
                        raise Problem(f"{part.name} has a row without its place: {line[:60].decode(errors='replace')}…")
                    keys = json.loads(b"[" + keys[:-1])
                    yield rank(keys), tuple(keys[len(descending) :]), row + b"}\n"

        seen, lines, kept = set(), [], 0
        merged = heapq.merge(*map(keyed, self.inputs), key=lambda row: row[0])  # of equal rows the earlier part's
        for _, group, line in merged:
            if (group and group in seen) or (top is not None and kept == top):
                continue
            seen.add(group)
            lines.append(line)
            kept += 1
            if len(lines) == BATCH:
                yield b"".join(lines)
                lines.clear()
        if lines:
            yield b"".join(lines)

    def summary(self):
        """What became of the points, once all rows were read."""
        return total([part.end for part in self.inputs], self.count)


def total(ends, rows):
    """What became of the points of all shards, of which `rows` were kept."""
    excluded = collections.Counter()
    for end in ends:
        excluded.update({reason["reason"]: reason["points"] for reason in end["excluded"]})
    return {
        **ends[0],
        "points": sum(end["points"] for end in ends),
        "found": sum(end["found"] for end in ends),
        "rows": rows,
        "excluded": [
            {"reason": reason, "points": points}
            for reason, points in sorted(excluded.items(), key=lambda item: (-item[1], item[0].encode()))
        ],
        "interrupted": any(end["interrupted"] for end in ends),
    }


def in_order(inputs, part=False):
    """The inputs as the shards of one run. `part`: a single shard is wanted as it is."""
    run = inputs[0].run
    for other in inputs[1:]:
        for key in DESCRIBED["mls.run/1"]:
            if key != "shard" and other.run[key] != run[key]:
                raise Problem(f"{inputs[0].name} and {other.name} are not of one run: `{key}` differs")
    inputs = sorted(inputs, key=lambda i: i.run["shard"])
    have = [i.run["shard"] for i in inputs]
    if part and len(have) == 1:
        return inputs
    for shard in range(1, run["shards"] + 1):
        if have.count(shard) != 1:
            what = "is missing" if shard not in have else "is there more than once"
            raise Problem(f"shard {shard}/{run['shards']} {what}" + ("; --part takes one alone" if len(have) == 1 else ""))
    return inputs


def tables(inputs):
    """What the shards have, table by table: text before it, and the table; at last the text after all, and None."""
    while True:
        before, header = inputs[0].next_table()
        parts = inputs if header is None or header["form"] in DIVIDED else inputs[:1]
        for part in parts[1:]:
            if part.next_table()[1] != header:
                raise Problem(f"{inputs[0].name} and {part.name} do not have the same tables")
        if header is None:
            yield before, None
            return
        yield before, Table(parts, header)
        for part in parts:
            if part.end is None:  # nobody wanted them
                collections.deque(part.rows(), maxlen=0)
