#!/usr/bin/env python3
"""The rows of a table made by the workers of a Dask cluster, into one Parquet data set.

  python tools/mls_dask.py grid.mls -o /shared/grid.parquet --scheduler tcp://head:8786 --shards 256
  python tools/mls_dask.py grid.mls -o grid.parquet --workers 4        # processes of this machine

  from dask.distributed import Client
  import mls_dask
  with Client("tcp://head:8786") as client:
      mls_dask.sweep(client, "grid.mls", "/shared/grid.parquet", shards=256)

Every worker needs pyarrow, `mlsc` (one static file, needed here too; --mlsc says where), and the folder of the output, which all
share. What the file imports is sent to them. The data set is a folder of one file a shard; read in order of name they are the
rows of the whole, bit for bit. A table that is sorted or cut is one file, joined from what each shard has of it. Nothing has
the name of the output before all of it is there.
"""

import contextlib
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile

import mls_rows
import mls_table
import pyarrow.parquet as parquet
from dask.distributed import Client, LocalCluster, as_completed


def sources(file, arguments):
    """The file and what it imports, by path below its folder; a file that does not run is a Problem."""
    arguments = [*arguments, "--shard", "1/1000000"]  # what was read stands before its few rows
    with tempfile.TemporaryFile() as messages:
        with subprocess.Popen(arguments, cwd=file.parent, stdout=subprocess.PIPE, stderr=messages) as process:
            try:
                read = mls_rows.Input(process.stdout, file.name).run["sources"]
            except mls_rows.Problem:
                process.wait()
                messages.seek(0)
                raise mls_rows.Problem(messages.read().decode(errors="replace").strip()) from None
            finally:
                process.kill()
    paths = [pathlib.PurePath(source["path"]) for source in read]
    return {str(path): (file.parent / path).read_bytes() for path in paths if not path.is_absolute() and ".." not in path.parts}


def run_part(files, arguments, folder, name, table):
    """Makes one shard where it is called. Its rows go to a file of the folder, Parquet unless they have to be joined first.

    Gives the file's name, what became of the points, and the process; or the Problem, of which Dask would print a traceback."""
    with tempfile.TemporaryDirectory() as here, tempfile.TemporaryFile() as messages:
        for path, text in files.items():
            path = pathlib.Path(here, path)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
        run = lambda out: subprocess.Popen(arguments, cwd=here, stdin=subprocess.DEVNULL, stdout=out, stderr=messages)
        try:
            part, summary = pathlib.Path(folder, f"{name}.parquet"), None
            with run(subprocess.PIPE) as process:
                try:
                    (summary,) = mls_table.convert([mls_rows.Input(process.stdout, name)], part, table, part=True)
                finally:
                    process.kill()  # of no effect on one that is done
        except mls_rows.NeedsAll:
            part = part.with_suffix(".jsonl")
            with mls_table.atomically(part) as rows, run(rows):
                pass
        except mls_rows.Problem as problem:
            messages.seek(0)
            return mls_rows.Problem(f"{messages.read().decode(errors='replace')}\n{problem}".strip())
    return part.name, summary, f"{socket.gethostname()}:{os.getpid()}"


def sweep(client, file, output, shards, table=None, mlsc="mlsc", options=(), threads=1):
    """Makes the rows of `file` in as many shards on the workers of `client`; gives what became of their points.

    `options` are mlsc's own: ["--set", "slo.batch=128"]. Dask starts the shards of a lost worker again elsewhere."""
    file, output = pathlib.Path(file), pathlib.Path(output).absolute()
    if output.exists():
        raise mls_rows.Problem(f"{output} is there already")
    arguments = [mlsc, "run", file.name, "--format", "jsonl", "--threads", str(threads), *options]
    files = sources(file, arguments)
    folder = output.with_name(f".{output.name}.{os.getpid()}.parts")
    folder.mkdir(parents=True)
    try:
        for module in (mls_rows.__file__, mls_table.__file__, __file__):
            client.upload_file(module, load=False)
        futures = [
            client.submit(
                run_part,
                files,
                [*arguments, "--shard", f"{shard}/{shards}"],
                str(folder),
                f"part-{shard:05}-of-{shards:05}",
                table,
                pure=False,  # it writes a file
            )
            for shard in range(1, shards + 1)
        ]
        try:
            for done in as_completed(futures):
                if isinstance(problem := done.result(), mls_rows.Problem):
                    raise problem
        except BaseException:
            client.cancel(futures)
            raise
        parts = client.gather(futures)
        summary = join(folder, [folder / name for name, _, _ in parts], [ends for _, ends, _ in parts], output, table)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return {**summary, "processes": len({process for _, _, process in parts})}


def join(folder, parts, ends, output, table):
    """Gives the parts the name of the whole: a folder, or one file where their rows are in each other's order."""
    if parts[0].suffix == ".parquet":
        summary = mls_rows.total(ends, sum(end["rows"] for end in ends))
        schema = parquet.read_schema(parts[0])
        about = {k: v for k, v in schema.metadata.items() if k not in (b"mls.shard", b"mls.summary")}
        about[b"mls.summary"] = mls_rows.compact(summary).encode()
        parquet.write_metadata(schema.with_metadata(about), folder / "_common_metadata")
        folder.rename(output)
        return summary
    with contextlib.ExitStack() as stack:
        inputs = [mls_rows.Input(stack.enter_context(open(part, "rb")), part.name) for part in parts]
        return mls_table.convert(inputs, output, table)[0]


def main(arguments=None):
    parser = mls_table.command_line("mls_dask.py", __doc__)
    parser.add_argument("file", help="an .mls file")
    parser.add_argument("-o", "--output", required=True, metavar="NAME.parquet", help="on a disk that all workers share")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="of a cluster; by default workers are processes of this machine")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), metavar="N", help="how many of them")
    parser.add_argument("--shards", type=int, metavar="N", help="by default four a worker")
    parser.add_argument("--mlsc", default="mlsc", metavar="PATH", help="the compiler, here and on the workers")
    parser.add_argument("--set", action="append", default=[], metavar="PATH=EXPR", help="as of `mlsc run` (repeatable)")
    options = parser.parse_args(arguments)
    sets = [word for value in options.set for word in ("--set", value)]
    try:
        with contextlib.ExitStack() as stack:
            cluster = options.scheduler or stack.enter_context(
                LocalCluster(n_workers=options.workers, threads_per_worker=1, dashboard_address=None)
            )
            client = stack.enter_context(Client(cluster))
            shards = options.shards or 4 * sum(client.nthreads().values())
            made = sweep(client, options.file, options.output, shards, options.table, options.mlsc, sets)
    except (mls_rows.Problem, OSError) as error:
        sys.exit(f"mls_dask: {error}")
    print(f"{made['rows']} rows of {made['points']} points in {shards} shards, by {made['processes']} processes")


if __name__ == "__main__":
    main()
