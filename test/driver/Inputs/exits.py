"""exits.py CODE COMMAND...: runs the command and passes if it ends with exactly CODE, within a minute. Its output goes to
standard output, in one stream, for FileCheck."""

import subprocess
import sys

code, command = int(sys.argv[1]), sys.argv[2:]
run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
sys.stdout.buffer.write(run.stdout)
if run.returncode != code:
    sys.exit(f"exit status {run.returncode}, not {code}: {' '.join(command)}")
