"""refuse.py TOOL PREFIX MLSC FILE: what tools/mls_table.py says of input that is not the whole. PREFIX.K.jsonl are the shards."""

import glob
import pathlib
import subprocess
import sys

tool, prefix, mlsc, file = sys.argv[1:]
shard = [f"{prefix}.{k}.jsonl" for k in (1, 2, 3)]


def say(what, *arguments, text=None, output=".none.jsonl"):
    command = [sys.executable, tool, *arguments, "-o", prefix + output]
    done = subprocess.run(command, input=text, capture_output=True)
    print(f"{what}:", done.stderr.decode().strip(), "" if done.returncode else "(exit 0)")


other = subprocess.run(
    [mlsc, "run", file, "--format", "jsonl", "--shard", "2/3", "--set", "r.traffic=2 GB"], capture_output=True
).stdout
pathlib.Path(prefix + ".other.jsonl").write_bytes(other)
whole = pathlib.Path(prefix + ".whole.jsonl").read_bytes()

say("missing", shard[0], shard[2])
say("alone", shard[1])
say("twice", shard[0], *shard)
say("of two runs", shard[0], prefix + ".other.jsonl", shard[2])
say("cut in a line", text=whole[: len(whole) // 2])
say("cut between lines", text=whole[: whole.rindex(b'{"schema":"mls.end/1"')])
say("no run", text=b"slo.tpot [ms/tok]\n12\n")
say("no such table", "--table", "gird", text=whole, output=".none.parquet")
say("name", text=whole, output=".none.xlsx")
ended = whole.replace(b'"interrupted":false', b'"interrupted":true', 1)  # as Ctrl-C does
say("interrupted", text=ended)
say("partial", "--partial", text=ended, output=".kept.jsonl")
print("kept as it is:", pathlib.Path(prefix + ".kept.jsonl").read_bytes() == ended)
unfinished = glob.glob(glob.escape(str(pathlib.Path(prefix).parent)) + "/.*.tmp")
print("files left:", glob.glob(glob.escape(prefix) + ".none*") + unfinished)
