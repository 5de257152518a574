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
say("rows missing", text=b"".join(line for i, line in enumerate(whole.splitlines(True)) if i != 7))
run = whole.splitlines(True)[0]
say("header cut", text=whole.replace(run, run[:40] + b"\n"))
say("header of another", text=b'{"schema":"mls.run/1","file":"x.mls"}\n')
say("other output", text=b'{"schema":"mls.result/1"}\n')
for output in (".none.parquet", ".none.jsonl", ".none/"):
    say("no such table", "--table", "gird", text=whole, output=output)
say("no table at all", text=run, output=".none.parquet")
say("nowhere", text=whole, output=".none/x.jsonl")
edited = pathlib.Path(prefix + ".edited", pathlib.Path(file).name)  # of one name, of other content
edited.parent.mkdir(exist_ok=True)
for part, step in ((1, "3 TFLOP"), (2, "4 TFLOP")):
    edited.write_text(pathlib.Path(file).read_text().replace("3 TFLOP", step))
    command = [mlsc, "run", edited, "--format", "jsonl", "--shard", f"{part}/2"]
    pathlib.Path(f"{prefix}.edited.{part}.jsonl").write_bytes(subprocess.run(command, capture_output=True).stdout)
say("edited between", f"{prefix}.edited.1.jsonl", f"{prefix}.edited.2.jsonl")
say("name", text=whole, output=".none.xlsx")
ended = whole.replace(b'"interrupted":false', b'"interrupted":true', 1)  # as Ctrl-C does
say("interrupted", text=ended)
say("partial", "--partial", text=ended, output=".kept.jsonl")
print("kept as it is:", pathlib.Path(prefix + ".kept.jsonl").read_bytes() == ended)
unfinished = glob.glob(glob.escape(str(pathlib.Path(prefix).parent)) + "/.*.tmp")
print("files left:", glob.glob(glob.escape(prefix) + ".none*") + unfinished)
