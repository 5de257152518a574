"""junit.py MLSC: XML of files with characters that XML gives a meaning, or does not have."""

import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml


def suite(name, text):
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, name).write_text(text)
        command = [sys.argv[1], "run", name, "--format", "junit"]
        done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        return xml.fromstring(done.stdout).find("testsuite")


odd = suite("a<b>&\"'\x01.mls", 'let x = 1\nassert x == 2 "]]> <&> \\"quoted\\""\n')
print("file:", odd.get("file").replace("\ufffd", "?"))
print("name:", odd.findall("testcase")[1].get("name"))

empty = suite("empty.mls", "query t = sweep { over n in 1..3  where n > 5  show n }\n")
print("no rows:", empty.find("testcase/error").get("type"))
