#!/usr/bin/env python3
"""Scores `serve` against measured serving runs: score_serving.py RUNS.csv [--mlsc PATH].

RUNS.csv has one run a row with the columns of aiconfigurator's end-to-end tables: model_path, system, backend,
gemm_quant_mode, tp_size, pp_size, attention_dp_size, moe_ep_size, concurrency, isl, osl, silicon_ttft_ms and
silicon_tpot_ms. Each run becomes a query of one .mls file; the errors of its time per output token and of its time to
first token are printed apart, by model, system and engine. Runs of models, systems or layouts that are not in the
tables below are counted and left out, and so are runs that do not fit into memory. The third group adds to the time to
first token what a prompt waits at random times: half a decode step, and other prompts (M/D/1 at the share of the time
that prompts take).
"""
import argparse
import collections
import csv
import json
import statistics
import subprocess
import sys
import tempfile

MODELS = {"Llama-3.1-8B-Instruct": "Llama3_1_8B", "Llama-3.1-70B": "Llama3_1_70B", "gpt-oss-120b": "GPT_OSS_120B"}
SYSTEMS = {"h100_sxm": "H100_SXM", "h200_sxm": "H200_SXM", "a100_sxm": "A100_SXM_80GB"}
# weights and activations; four bits are stored as mxfp4, which Hopper computes in bf16
FORMATS = {"": ("bf16", "bf16"), "bfloat16": ("bf16", "bf16"), "fp8": ("fp8", "fp8"), "fp8_block": ("fp8", "fp8"),
           "nvfp4": ("mxfp4 with { compute: bf16 }", "bf16")}

HEADER = """use formats.mxfp4
{models}
use hardware.nvidia.{{{systems}}}
"""
NODE = "hardware {system}_{tp}: Node {{ accelerator: {system}  count: {tp} }}\n"
RUN = """workload W{i}: Serving {{
  model: {model}  formats: {{ weights: {weights}  activations: {activations} }}  prompt: {isl} tok  output: {osl} tok
}}
query q{i} = serve(W{i}, on: {system}_{tp}, tp: {tp}, batch: {batch})
let   busy{i} = if q{i}.fits then {batch} * q{i}.ttft / q{i}.request_latency else 0
show  q{i}.fits, tpot{i} = (if q{i}.fits then q{i}.tpot else 0 s/tok), ttft{i} = (if q{i}.fits then q{i}.ttft else 0 s)
show  queued{i} = (if q{i}.fits then q{i}.itl / 2 + q{i}.ttft * (1 + busy{i} / (1 - busy{i}) / 2) else 0 s)
"""


def usable(row):
    whole = {k: int(float(row[k] or 1)) for k in ("tp_size", "pp_size", "attention_dp_size", "moe_ep_size")}
    row.update(model=MODELS.get(row["model_path"].split("/")[-1]), hardware=SYSTEMS.get(row["system"]),
               format=FORMATS.get(row["gemm_quant_mode"]), tp=whole["tp_size"])
    return all((row["model"], row["hardware"], row["format"])) and whole["tp_size"] <= 8 and \
        whole["pp_size"] == whole["attention_dp_size"] == whole["moe_ep_size"] == 1


def program(rows):
    uses = (f"use models.{'openai' if m.startswith('GPT') else 'meta'}.{m}" for m in sorted({r["model"] for r in rows}))
    text = HEADER.format(models="\n".join(uses), systems=", ".join(sorted({r["hardware"] for r in rows})))
    for system, tp in sorted({(r["hardware"], r["tp"]) for r in rows}):
        text += NODE.format(system=system, tp=tp)
    for i, r in enumerate(rows):
        text += RUN.format(i=i, model=r["model"], weights=r["format"][0], activations=r["format"][1], isl=r["isl"], osl=r["osl"], system=r["hardware"], tp=r["tp"], batch=r["concurrency"])
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("runs")
    parser.add_argument("--mlsc", default="build/release/bin/mlsc")
    args = parser.parse_args()

    everything = list(csv.DictReader(open(args.runs)))
    rows = [r for r in everything if usable(r)]
    with tempfile.NamedTemporaryFile("w", suffix=".mls") as file:
        file.write(program(rows))
        file.flush()
        ran = subprocess.run([args.mlsc, "run", "--format", "json", file.name], capture_output=True, text=True)
    if not ran.stdout:
        sys.exit(ran.stderr)
    value = {r["name"]: r["value"] for r in json.loads(ran.stdout)["results"]}

    errors, full = collections.defaultdict(list), 0
    for i, r in enumerate(rows):
        if not value[f"q{i}.fits"]:
            full += 1
            continue
        relative = [value[f"{what}{i}"] * 1e3 / float(r[f"silicon_{measured}_ms"]) - 1
                    for what, measured in (("tpot", "tpot"), ("ttft", "ttft"), ("queued", "ttft"))]
        errors[f"{r['model']} {r['gemm_quant_mode'] or 'bf16'} {r['hardware']} {r['backend']}"].append(relative)

    print(f"{len(everything)} runs, {len(everything) - len(rows)} outside the tables of this script, {full} that do not fit")
    print(f"{'':45}{'runs':>5}  {'time per output token':^32}  {'time to first token':^32}  {'and its wait':^32}")
    print(f"{'':45}{'':>5}" + f"  {'median':>10}{'mean':>11}{'bias':>11}" * 3)
    for group, pairs in sorted(errors.items()):
        line = f"{group:45}{len(pairs):5}"
        for relative in zip(*pairs):
            size = [abs(x) for x in relative]
            line += f"  {statistics.median(size):10.1%}{statistics.mean(size):11.1%}{statistics.median(relative):+11.1%}"
        print(line)


if __name__ == "__main__":
    main()
