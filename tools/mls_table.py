#!/usr/bin/env python3
"""Tables of `mlsc run --format jsonl` as Parquet or Arrow files, and the parts of one table as the whole.

  mlsc run grid.mls --format jsonl | ./mls table -o grid.parquet
  ./mls table part1.jsonl part2.jsonl -o grid.parquet     # what --shard 1/2 and --shard 2/2 wrote
  ./mls table part*.jsonl -o grid.jsonl                   # byte for byte what one run would have written

Numbers become double, whole numbers int64, conditions bool, words dictionary<string>. Units and dimensions are metadata of
their column, all else (registry, overrides, what was left out and why) of the file. Rows pass through in batches, in little
memory. The output appears whole or not at all.
"""

import argparse
import contextlib
import os
import pathlib
import signal
import sys

from mls_rows import BATCH, Input, NeedsAll, Problem, compact, in_order, tables

GROUP = 4 * BATCH  # rows of a row group of Parquet


@contextlib.contextmanager
def atomically(path):
    """A file that takes its name once it is complete; what cannot be written is said of that name."""
    path = pathlib.Path(path)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with open(unfinished, "xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    except OSError as error:
        raise Problem(f"cannot write {path}: {(error.strerror or str(error)).lower()}") from None
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink()


def schema_of(run, header):
    import pyarrow as pa

    types = {"number": pa.float64(), "whole": pa.int64(), "flag": pa.bool_(), "word": pa.dictionary(pa.int32(), pa.string())}
    about = {key: run[key] for key in ("file", "registry", "grade")}
    about |= {"table": header["table"], "form": header["form"]}
    about |= {key: compact(run[key]) for key in ("sources", "overrides")}
    if run["shards"] != 1:
        about["shard"] = f"{run['shard']}/{run['shards']}"
    return pa.schema(
        [
            pa.field(c["name"], types[c["kind"]], metadata={"unit": c["unit"], "dimension": c["dimension"]})
            for c in header["columns"]
        ],
        metadata={"mls." + key: value for key, value in about.items()},
    )


class Columns:
    """Lines of rows to tables of Arrow."""

    def __init__(self, schema):
        import pyarrow as pa
        import pyarrow.compute as compute
        import pyarrow.json as reader

        self.pa, self.compute, self.schema = pa, compute, schema
        plain = [pa.field(f.name, pa.string() if pa.types.is_dictionary(f.type) else f.type) for f in schema]
        self.words = {i: pa.array([], pa.string()) for i, f in enumerate(schema) if pa.types.is_dictionary(f.type)}
        parse = reader.ParseOptions(explicit_schema=pa.schema(plain), unexpected_field_behavior="error")
        self.read = lambda text: reader.read_json(
            pa.BufferReader(text), read_options=reader.ReadOptions(block_size=1 << 20), parse_options=parse
        )

    def __call__(self, text):
        pa, compute = self.pa, self.compute
        columns = self.read(text).columns
        for i, known in self.words.items():
            # One growing dictionary: an Arrow file may add to a dictionary, not replace it.
            new = compute.unique(columns[i])
            new = new.filter(compute.invert(compute.is_in(new, value_set=known)))
            known = self.words[i] = pa.concat_arrays([known, new])
            indices = compute.index_in(columns[i], value_set=known).combine_chunks()
            columns[i] = pa.DictionaryArray.from_arrays(indices, known)
        return pa.Table.from_arrays(columns, schema=self.schema)


def batches(table, schema, size):
    """The rows in tables of `size`, however they were read."""
    import pyarrow as pa

    to_columns, waiting, rows = Columns(schema), [], 0
    for text in table.rows():
        try:
            waiting.append(to_columns(text))
        except pa.ArrowInvalid as error:
            raise Problem(f"a row of `{table.header['table']}` is not as its columns are: {error}") from None
        rows += waiting[-1].num_rows
        while rows >= size:
            whole = pa.concat_tables(waiting)
            yield whole.slice(0, size)
            waiting, rows = [whole.slice(size)], rows - size
    if rows:
        yield pa.concat_tables(waiting)


def ending(table, partial):
    summary = table.summary()
    if summary["interrupted"] and not partial:
        raise Problem(f"`{table.header['table']}` was interrupted after {summary['points']} points; --partial keeps them")
    return summary


def write_parquet(run, table, file, partial):
    import pyarrow.parquet as parquet

    schema = schema_of(run, table.header)
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for rows in batches(table, schema, GROUP):
            writer.write_table(rows, row_group_size=GROUP)
        summary = ending(table, partial)
        writer.add_key_value_metadata({"mls.summary": compact(summary)})
    return summary


def write_arrow(run, table, file, partial):
    import pyarrow as pa

    schema = schema_of(run, table.header)
    options = pa.ipc.IpcWriteOptions(compression="zstd", emit_dictionary_deltas=True)
    with pa.ipc.new_file(file, schema, options=options) as writer:
        last = None
        for rows in batches(table, schema, BATCH):
            if last:
                writer.write_batch(last)
            last = rows.combine_chunks().to_batches()[0]
        summary = ending(table, partial)
        # The schema stands before the rows, so what is known after them goes with the last ones.
        last = last or pa.RecordBatch.from_pylist([], schema=schema)
        writer.write_batch(last, custom_metadata={"mls.summary": compact(summary)})
    return summary


COLUMNAR = {".parquet": write_parquet, ".arrow": write_arrow, ".feather": write_arrow}


class Wanted:
    """The tables that are asked for: one by its name, or all."""

    def __init__(self, name):
        self.name, self.met = name, []

    def __call__(self, table):
        self.met.append(table.header["table"])
        return self.name is None or self.met[-1] == self.name

    def check(self):
        """Once all tables were met."""
        if not self.met:
            raise Problem("there is no table")
        if self.name is not None and self.name not in self.met:
            raise Problem(f"there is no table `{self.name}`, but " + ", ".join(f"`{name}`" for name in self.met))


def write_lines(inputs, path, wanted, partial):
    """The shards as one run, as text."""
    summaries = []
    with atomically(path) as file:
        line = lambda value: file.write(compact(value).encode() + b"\n")
        line(inputs[0].run)
        for before, table in tables(inputs):
            file.write(before)
            if not table:
                if wanted.name is not None:
                    wanted.check()
                return summaries
            if wanted(table):
                line({key: value for key, value in table.header.items() if key != "order"})
                for text in table.rows():
                    file.write(text)
                summaries.append(ending(table, partial))
                line(summaries[-1])


def write_one(inputs, path, wanted, partial):
    """The one table there is, or that was named."""
    found, summary = None, None
    with atomically(path) as file:
        for _, table in tables(inputs):
            if table and wanted(table):
                if found:
                    both = f"`{found}` and `{table.header['table']}`"
                    raise Problem(f"there are several tables, {both}: choose by --table, or give a folder")
                found = table.header["table"]
                if "order" in table.header and len(inputs) == 1:
                    raise NeedsAll(f"`{found}` is sorted or cut: its parts are joined first, as they are")
                summary = COLUMNAR[pathlib.Path(path).suffix](inputs[0].run, table, file, partial)
        wanted.check()
    return [summary]


def write_folder(inputs, path, wanted, partial):
    """A Parquet file for each table."""
    summaries = []
    for _, table in tables(inputs):
        if table and wanted(table):
            pathlib.Path(path).mkdir(parents=True, exist_ok=True)
            with atomically(pathlib.Path(path, table.header["table"] + ".parquet")) as file:
                summaries.append(write_parquet(inputs[0].run, table, file, partial))
    wanted.check()
    return summaries


def convert(inputs, output, table=None, partial=False, part=False):
    """Writes the tables of `inputs`; gives what became of their points. `part`: one shard is wanted as it is."""
    inputs = in_order(inputs, part)
    if len(inputs) > 1:
        inputs[0].run |= {"shard": 1, "shards": 1}  # what they make is whole
    suffix = pathlib.Path(output).suffix
    if str(output).endswith("/") or (os.path.isdir(output) and suffix not in COLUMNAR):
        write = write_folder
    elif suffix == ".jsonl":
        write = write_lines
    elif suffix in COLUMNAR:
        write = write_one
    else:
        raise Problem(f"{output}: a file ends in .parquet, .arrow, .feather or .jsonl, a folder in /")
    return write(inputs, output, Wanted(table), partial)


def command_line(program, text):
    """A parser that says what the module says of itself."""
    first, rest = text.split("\n\n", 1)
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog=program, description=first, epilog=rest, formatter_class=form)
    parser.add_argument("--table", metavar="NAME", help="the table, where there are several")
    return parser


def main(arguments=None):
    parser = command_line("mls table", __doc__)
    parser.add_argument("inputs", nargs="*", metavar="FILE", help="what mlsc wrote, else standard input; several are shards")
    outputs = ".parquet, .arrow, .feather or .jsonl; a folder takes a Parquet file a table"
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help=outputs)
    parser.add_argument("--partial", action="store_true", help="keep the rows of an interrupted run; the file says that it was")
    parser.add_argument("--part", action="store_true", help="write one shard by itself")
    options = parser.parse_args(arguments)
    if options.partial:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to mlsc too, which ends its rows in order
    try:
        with contextlib.ExitStack() as stack:
            files = [(stack.enter_context(open(path, "rb")), path) for path in options.inputs]
            inputs = [Input(file, name) for file, name in files or [(sys.stdin.buffer, "the input")]]
            convert(inputs, options.output, options.table, options.partial, options.part)
    except ModuleNotFoundError as error:
        sys.exit(f"mls table: needs the Python package {error.name}: `./mls table` installs it, or `pip install {error.name}`")
    except (Problem, OSError, ValueError) as error:  # pyarrow's ArrowInvalid is a ValueError
        sys.exit(f"mls table: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
