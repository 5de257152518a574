#!/usr/bin/env python3
"""Fits the curves of products to measured kernel times: fit_gemm.py GEMM.csv [MOE.csv].

The tables are those of aiconfigurator: system, gemm_dtype, m, n, k and latency_us a row; for experts system, moe_dtype,
num_tokens, hidden_size, inter_size, topk, num_experts, moe_tp_size, moe_ep_size, distribution, framework and latency_us.
Prints the constants of `KernelCurve` that give the least mean of |log(model / measured)| over the even rows of a table,
and the errors on the odd ones, which the fit has not seen. Experts take the memory share of the products before them.
"""
import argparse
import csv
import math
import random
import statistics

# peak FLOP/s by arithmetic, bytes/s, multiprocessors, as in registry/hardware/nvidia
CHIPS = {"a100_sxm": ({"bfloat16": 312e12}, 2039e9, 108),
         "h100_sxm": ({"bfloat16": 989.4e12, "fp8": 1978.9e12, "fp8_block": 1978.9e12}, 3.35e12, 132)}
RESIDUAL = 2  # bytes of an activation outside products
EDGE = 64  # rows and columns of a tile: better than 32, 48 and 96 in every table
BOUNDS = {"compute": (0.05, 1), "memory": (0.05, 0.95), "overlap": (0, 1), "launch": (0.5e-6, 100e-6), "copies": (0, 8), "join": (0, 40e-6)}
REGIONS = {"all": (0, math.inf), "m <= 64": (0, 64), "m 128 to 512": (128, 512), "m >= 1024": (1024, math.inf)}


def overlapped(compute, memory, overlap):
    return max(compute, memory) + (1 - overlap) * min(compute, memory)


class Product:
    def __init__(self, row):
        peaks, self.bandwidth, units = CHIPS[row["system"]]
        m, n, k = (int(row[c]) for c in "mnk")
        size = 1 if row["gemm_dtype"].startswith("fp8") else 2
        self.rows, self.narrow, self.measured = m, size < RESIDUAL, float(row["latency_us"]) * 1e-6
        peak = peaks[row["gemm_dtype"]]
        self.work, self.tiles = (2 * rows * n * k / peak for rows in (m, m + EDGE / 2))
        self.wave = 2 * EDGE**2 * k * units / peak
        self.traffic = ((m + n) * k * size + m * n * RESIDUAL) / self.bandwidth
        self.copied = m * k * (size + RESIDUAL) / self.bandwidth

    def time(self, compute, memory, overlap, launch, join=None, copies=0):
        arithmetic, wave = self.work / compute, self.wave / compute
        if join is not None:
            arithmetic = self.tiles / compute + min(wave, join)
        return launch + overlapped(arithmetic, self.traffic / memory, overlap) + copies * self.copied / memory


class Experts:
    def __init__(self, row):
        peaks, bandwidth, _ = CHIPS[row["system"]]
        tokens, hidden, ffn, active, count, tp, ep = (
            int(row[c]) for c in ("num_tokens", "hidden_size", "inter_size", "topk", "num_experts", "moe_tp_size", "moe_ep_size"))
        size = 1 if row["moe_dtype"].startswith("fp8") else 2
        ffn /= tp
        picks, touched = tokens * active / ep, count * (1 - (1 - active / count)**tokens) / ep
        self.rows, self.measured = picks / touched, float(row["latency_us"]) * 1e-6
        self.work = 2 * picks * 3 * hidden * ffn / peaks[row["moe_dtype"]]
        read = picks * (hidden + ffn)
        self.traffic = (touched * 3 * hidden * ffn * size + read * size + picks * (2 * ffn + hidden) * RESIDUAL) / bandwidth
        self.copied = read * (size + RESIDUAL) / bandwidth

    def time(self, compute, memory, overlap, launch, copies=0):
        return launch + overlapped(self.work / compute, self.traffic / memory, overlap) + copies * self.copied / memory


def loss(rows, constants):
    return statistics.fmean(abs(math.log(row.time(**constants) / row.measured)) for row in rows)


def fit(rows, names, fixed, starts=40):
    """The best of several compass searches, each from a random point within the bounds."""
    def constants(x):
        return {**fixed, **{n: BOUNDS[n][0] + v * (BOUNDS[n][1] - BOUNDS[n][0]) for n, v in zip(names, x)}}

    def search(x, step, least):
        best = loss(rows, constants(x))
        while step > least:
            for i in range(len(x)):
                for move in (step, -step):
                    y = x[:i] + [min(max(x[i] + move, 0), 1)] + x[i + 1:]
                    if (there := loss(rows, constants(y))) < best:
                        best, x = there, y
                        break
                else:
                    continue
                break
            else:
                step /= 2
        return best, x

    draw = random.Random(1)
    near = sorted(search([draw.random() for _ in names], 0.2, 0.04) for _ in range(starts))[:4]
    return constants(min(search(x, 0.05, 2e-4) for _, x in near)[1])


def report(title, rows, constants, regions=REGIONS):
    shown = "  ".join(f"{n} {v * 1e6:.3g} us" if n in ("launch", "join") else f"{n} {v:.3g}" for n, v in constants.items())
    print(f"{title}: {shown}")
    for name, (low, high) in regions.items():
        logs = [math.log(row.time(**constants) / row.measured) for row in rows if low <= row.rows <= high]
        if logs:
            sizes = [abs(math.exp(x) - 1) for x in logs]
            print(f"    {name:14}{len(logs):5} shapes   median {statistics.median(sizes):6.1%}   mean {statistics.fmean(sizes):6.1%}"
                  f"   bias {math.exp(statistics.median(logs)) - 1:+6.1%}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gemm")
    parser.add_argument("moe", nargs="?")
    args = parser.parse_args()

    tables = {}
    for row in csv.DictReader(open(args.gemm)):
        tables.setdefault((row["system"], row["gemm_dtype"]), []).append(Product(row))
    memory, dense = {}, {}
    for (system, arithmetic), rows in tables.items():
        plain = fit(rows[::2], ["compute", "memory", "overlap", "launch"], {})
        report(f"{system} {arithmetic}, no tiles", rows[1::2], plain)
        names = ["compute", "memory", "overlap", "launch", "join"] + (["copies"] if rows[0].narrow else [])
        constants = fit(rows[::2], names, {})
        report(f"{system} {arithmetic}", rows[1::2], constants)
        memory[system, arithmetic], dense[system, arithmetic] = constants["memory"], constants["compute"]

    known = {}
    for row in csv.DictReader(open(args.moe)) if args.moe else []:
        if row["moe_ep_size"] == "1" or (row["framework"] == "trtllm" and row["distribution"] == "balanced"):
            known.setdefault((row["system"], row["moe_dtype"].split("_")[0]), {}).setdefault(row["moe_dtype"], []).append(Experts(row))
    for key, parts in known.items():
        even, odd = ([row for rows in parts.values() for row in rows[half::2]] for half in (0, 1))
        regions = {"all": (0, math.inf), "rows >= 256": (256, math.inf)}
        BOUNDS["compute"] = (0.05, dense[key])
        for copies in ([], ["copies"]):
            constants = fit(even, ["compute", "overlap", "launch"] + copies, {"memory": memory[key]})
            report(f"{key[0]} {key[1]} experts", odd, constants, regions)


if __name__ == "__main__":
    main()
