"""Reads `explain --format json` of slo.tpot from standard input: every node is told once, figures are cited, and the
bandwidth of the H200 and the Hopper curve are among the leaves."""

import json
import sys

document = json.load(sys.stdin)
assert document["schema"] == "mls.explain/1", document["schema"]
nodes = {}


def walk(node):
    if "name" not in node:
        assert node["id"] in nodes, f"{node['id']} is referred to before it is told"
        return
    assert node["id"] not in nodes, f"{node['name']} is told twice"
    nodes[node["id"]] = node
    for part in node.get("inputs", []):
        walk(part)


walk(document["proof"])
root = document["proof"]
assert root["name"] == "slo.tpot" and root["unit"] == "s/tok" and 0.001 < root["value"] < 0.1, root
assert root["formula"] and root["citation"] and root["citation_url"].startswith("https://"), root

by_name = {node["name"]: node for node in nodes.values()}
bandwidth = by_name["H200_SXM.memory.bandwidth"]
assert bandwidth["value"] == 4.8e12 * 8 and bandwidth["unit"] == "bit/s", bandwidth
assert "4.8" in bandwidth["quote"] and bandwidth["url"].startswith("https://") and bandwidth["accessed"], bandwidth
curve = [node for name, node in by_name.items() if name.startswith("Hopper.")]
assert curve and all(node["source"] and node["title"] for node in curve if node["origin"] == "claimed"), curve
assert by_name["slo.batch"]["origin"] == "choice" and by_name["slo.pp"]["origin"] == "default"
for node in nodes.values():
    if node.get("origin") == "claimed":
        assert node["source"] and node["title"], node
