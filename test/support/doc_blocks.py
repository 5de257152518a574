"""Makes every example and every mls block of the documentation a lit test, named by its file and line.

    ```mls          runs, and every assert in it holds
    ```mls-check    checks
    ```mls-error    is refused; on the page of a diagnostic, with that code and no other
    ```mls-lint     the same, by `mlsc lint`

Any other word after the fence (mls-part) leaves a fragment alone."""

import pathlib
import re
import subprocess

import lit.formats
import lit.Test

BLOCK = re.compile(r"^```(mls|mls-check|mls-error|mls-lint)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"[EW]\d{4}")
REPORTED = re.compile(r"^(?:error|warning)\[([EW]\d{4})\]", re.MULTILINE)


class DocBlocks(lit.formats.TestFormat):
    def __init__(self, root, mlsc):
        self.root, self.mlsc = pathlib.Path(root), mlsc

    def getTestsInDirectory(self, suite, path, lit_config, config):
        for page in sorted([*self.root.glob("*.md"), *self.root.glob("docs/**/*.md")]):
            text = page.read_text()
            for block in BLOCK.finditer(text):
                line = text.count("\n", 0, block.start()) + 1
                yield self.make(suite, path, config, page, f":{line}", *block.groups())
        for example in sorted(self.root.glob("examples/**/*.mls")):
            yield self.make(suite, path, config, example, "", "example", None)

    def make(self, suite, path, config, source, place, kind, text):
        relative = source.relative_to(self.root)
        test = lit.Test.Test(suite, path + (*relative.parts[:-1], relative.name + place), config)
        test.mls = (kind, text, str(source))
        return test

    def execute(self, test, lit_config):
        kind, text, source = test.mls
        verb = {"mls-check": "check", "mls-lint": "lint"}.get(kind, "run")
        command = [self.mlsc, verb, source if text is None else "-"]
        done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=120, cwd=self.root)
        output = done.stdout + done.stderr
        if kind not in ("mls-error", "mls-lint"):
            good = done.returncode == 0
        elif CODE.fullmatch(stem := pathlib.Path(source).stem):
            good = set(REPORTED.findall(output)) == {stem} and (done.returncode in (1, 2) or stem.startswith("W"))
        else:
            good = done.returncode in (1, 2)
        report = f"{' '.join(command)} (exit {done.returncode})\n{text or ''}--\n{output}"
        return (lit.Test.PASS, "") if good else (lit.Test.FAIL, report)
