"""cluster.py TOOLS MLSC FILE FOLDER: tables made by several processes of a Dask cluster against those of one run."""

import io
import json
import logging
import os
import pathlib
import re
import shutil
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as parquet
from dask.distributed import Client, LocalCluster

tools, mlsc, file, folder = sys.argv[1:]
sys.path.insert(0, tools)
import mls_dask
import mls_rows
import mls_table


def bits(table):
    """Columns in which equal means the same bits."""
    return [
        column.combine_chunks().view(pa.int64()) if pa.types.is_floating(column.type) else column.cast(pa.string())
        for column in table.columns
    ]


def summary(path):
    return json.loads(parquet.read_metadata(path).metadata[b"mls.summary"])


def compare(client, name):
    made = pathlib.Path(folder, f"{name}.parquet")
    done = mls_dask.sweep(client, file, made, shards=7, table=name, mlsc=mlsc)
    print(f"{name}: {done['rows']} of {done['points']} points by {done['processes']} processes")
    run = subprocess.run([mlsc, "run", file, "--format", "jsonl"], capture_output=True, check=True)
    whole = pathlib.Path(folder, "whole.parquet")
    mls_table.convert([mls_rows.Input(io.BytesIO(run.stdout), "whole")], whole, name)
    one = parquet.read_table(whole)
    all_ = parquet.read_table(made)
    about = made
    if made.is_dir():
        parts = [part for part in os.listdir(made) if part.startswith("part-")]
        about = made / "_common_metadata"
        print(f"{name}: {len(parts)} parts, ", end="")
    else:
        print(f"{name}: one file, ", end="")
    print("rows as one run has them:", all_.column_names == one.column_names and bits(all_) == bits(one))
    print(f"{name}: left out as in one run:", summary(about) == summary(whole))
    whole.unlink()


def imports(client):
    """A file and what it imports, a folder below it, through its folder's name."""
    plan = pathlib.Path(folder, "plan")
    plan.joinpath("parts").mkdir(parents=True)
    plan.joinpath("half.mls").write_text('import "parts/third.mls"\nlet b = third.k\n')
    plan.joinpath("parts", "third.mls").write_text("let k = 7\n")
    plan.joinpath("grid.mls").write_text('import "half.mls"\nlet n = 1\nquery t = sweep { over n in 1..9  show c = n * half.b }\n')
    mls_dask.sweep(client, plan / "grid.mls", plan / "t.parquet", shards=2, mlsc=mlsc)
    print("imports:", parquet.read_table(plan / "t.parquet")["c"].to_pylist())
    shutil.rmtree(plan)


def refused(client):
    broken = pathlib.Path(folder, "broken.mls")
    broken.write_text("query t = sweep { over n in 1..9  show m }\n")
    try:
        mls_dask.sweep(client, broken, pathlib.Path(folder, "broken.parquet"), shards=2, mlsc=mlsc)
    except mls_rows.Problem as problem:
        print("file fails:", *re.search(r"(E\d+)\]: (unknown name)", str(problem)).groups())
    broken.unlink()
    ill = pathlib.Path(folder, "ill")
    ill.write_text(f'#!/bin/sh\ncase "$*" in *3/4) echo no memory >&2; exit 1;; *) exec {mlsc} "$@";; esac\n')
    ill.chmod(0o755)
    try:
        mls_dask.sweep(client, file, pathlib.Path(folder, "ill.parquet"), shards=4, table="grid", mlsc=str(ill))
    except mls_rows.Problem as problem:
        print("shard fails:", *str(problem).splitlines())
    ill.unlink()
    try:
        mls_dask.sweep(client, file, pathlib.Path(folder, "grid.parquet"), shards=2, mlsc=mlsc)
    except mls_rows.Problem as problem:
        print("there already:", problem)


if __name__ == "__main__":
    logging.getLogger("distributed").setLevel(logging.ERROR)
    with LocalCluster(n_workers=3, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        for name in ("grid", "best"):
            compare(client, name)
        imports(client)
        refused(client)
    print("left:", sorted(os.listdir(folder)))
