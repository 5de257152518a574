"""terminal.py COMMAND...: runs the command on a pseudo-terminal and writes what it printed there, escapes made visible."""

import os
import pty
import subprocess
import sys

master, terminal = pty.openpty()
process = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=terminal, stderr=terminal)
os.close(terminal)
printed = bytearray()
while True:
    try:
        piece = os.read(master, 65536)
    except OSError:  # Linux: the other side is closed
        piece = b""
    if not piece:
        break
    printed += piece
sys.stdout.write(printed.decode().replace("\x1b", "<ESC>").replace("\r\n", "\n"))
sys.exit(process.wait())
