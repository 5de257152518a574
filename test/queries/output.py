"""output.py MLSC FILE: a full disk stops a table with a message; Ctrl-C leaves whole rows and says how far they came; a
terminal shows rate and time left. FILE has a sweep that takes minutes."""

import json
import os
import pty
import signal
import subprocess
import sys
import tempfile
import time

mlsc, file = sys.argv[1:]
command = [mlsc, "run", file, "--format", "csv"]

with open("/dev/full", "w") as full:
    stopped = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=50)
print("full disk:", stopped.returncode, stopped.stderr.splitlines()[0])

with tempfile.TemporaryFile() as out:
    errors, terminal = pty.openpty()
    running = subprocess.Popen(command, stdout=out, stderr=terminal)
    os.close(terminal)
    shown = b""
    while b"points/s" not in shown:  # the bar comes after a second
        shown += os.read(errors, 4096)
    bar = shown
    running.send_signal(signal.SIGINT)
    while True:
        try:
            shown += os.read(errors, 4096)
        except OSError:  # the other end is closed
            break
    status = running.wait(timeout=50)
    out.seek(0)
    text = out.read()
print("bar:", "left" in bar.decode(), "%" in bar.decode())
print("interrupted:", status, shown.decode().split("mlsc: ")[-1].strip())
rows = text.count(b"\n") - 1
print("whole rows:", text.endswith(b"\n"), all(line.count(b",") == 2 for line in text.splitlines()[-3:]))
print("as many as it says:", f" {rows} rows" in shown.decode())

with tempfile.TemporaryFile() as out:
    running = subprocess.Popen([*command[:-1], "jsonl"], stdout=out, stderr=subprocess.DEVNULL)
    while not os.fstat(out.fileno()).st_size:
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    running.wait(timeout=50)
    out.seek(0)
    lines = out.read().splitlines()
end = json.loads(lines[-1])
print("last line:", end["schema"], end["interrupted"], end["rows"] == len(lines) - 3)
