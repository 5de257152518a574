"""columnar.py PREFIX TABLE: PREFIX.parquet, PREFIX.arrow and the folder PREFIX.folder hold what PREFIX.json has of the table."""

import json
import os
import struct
import sys

import pyarrow as pa
import pyarrow.parquet as parquet

prefix, name = sys.argv[1:]
table = parquet.read_table(prefix + ".parquet")
for field in table.schema:
    print(field.name, field.type, *(f"[{field.metadata[key].decode()}]" for key in (b"unit", b"dimension")))
for key, value in sorted(table.schema.metadata.items()):
    print(key.decode(), value.decode())
file = parquet.ParquetFile(prefix + ".parquet")
summary = file.metadata.metadata[b"mls.summary"].decode()
print("mls.summary", summary)

with open(prefix + ".json") as document:
    rows = next(t for t in json.load(document)["tables"] if t["name"] == name)["rows"]


def bits(value):
    return struct.pack("d", value) if isinstance(value, float) else value


def equal(table):
    columns = [column.to_pylist() for column in table.columns]
    same = len(rows) == table.num_rows and all(
        bits(is_) == bits(float(value) if isinstance(is_, float) else value)
        for row, values in zip(rows, zip(*columns))
        for is_, value in zip(values, row)
    )
    return f"{table.num_rows} rows, every value {'equal' if same else 'NOT equal'}"


arrow = pa.ipc.open_file(prefix + ".arrow")
last = arrow.get_batch_with_custom_metadata(arrow.num_record_batches - 1).custom_metadata
assert last[b"mls.summary"].decode() == summary
print("parquet:", equal(table))
print("arrow:", equal(arrow.read_all()))
folder = sorted(os.listdir(prefix + ".folder"))
same = parquet.read_table(f"{prefix}.folder/{name}.parquet").equals(table)
print("folder:", " ".join(folder) + ",", "equal" if same else "NOT equal")
none = parquet.read_table(prefix + ".folder/none.parquet")
print("none:", ", ".join(f"{f.name} {f.type} {column.to_pylist()}" for f, column in zip(none.schema, none.columns)))
print(f"groups: {file.num_row_groups} of Parquet, {arrow.num_record_batches} of Arrow")
