"""usage: set_answer.py MLSC FILE ANSWER PATH UNIT: runs the file with what it answers set at the path."""
import json
import subprocess
import sys

mlsc, file, answer, path, unit = sys.argv[1:]
first = subprocess.run([mlsc, "run", "--format", "json", file], capture_output=True, text=True)
value = next(r["value"] for r in json.loads(first.stdout)["results"] if r["name"] == answer)
sys.exit(subprocess.run([mlsc, "run", f"--set={path}={value!r} {unit}", file]).returncode)
