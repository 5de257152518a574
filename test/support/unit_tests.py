"""Makes every TEST of the executable bin/unit/<area> (test/unit/Check.h) one lit test unit/<area>/<name>."""

import os
import subprocess

import lit.formats
import lit.Test
import lit.util


class UnitTests(lit.formats.TestFormat):
    def __init__(self, executables):
        self.executables = executables

    def getTestsInDirectory(self, suite, path, lit_config, config):
        source = suite.getSourcePath(path)
        if not os.path.exists(os.path.join(source, "CMakeLists.txt")):
            return
        try:
            command = [os.path.join(self.executables, path[-1]), "--list"]
            names = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        except (OSError, subprocess.CalledProcessError):
            names = ["does-not-run"]  # fails when executed
        for name in names:
            yield lit.Test.Test(suite, path + (name,), config)

    def execute(self, test, lit_config):
        *_, area, name = test.path_in_suite
        command = [os.path.join(self.executables, area), name]
        try:
            out, err, code = lit.util.executeCommand(command, env=test.config.environment)
        except OSError as error:
            return lit.Test.FAIL, f"{command[0]}: {error}"
        return (lit.Test.PASS, "") if code == 0 else (lit.Test.FAIL, out + err)
