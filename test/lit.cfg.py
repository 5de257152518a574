"""The tests: every .test and .mls file below this folder is a shell test (RUN lines, FileCheck), and every TEST of the C++
executables is a test of its own (unit/lit.local.cfg). `./mls test` passes the build folder as --param build=DIR."""

import os
import re
import shutil
import sys

import lit.formats

here = os.path.dirname(os.path.abspath(__file__))
root = os.path.dirname(here)
build = os.path.abspath(lit_config.params.get("build", os.path.join(root, "build", "release")))
llvm_bin = lit_config.params.get("llvm_bin", "/usr/lib/llvm-19/bin")
sys.path.insert(0, os.path.join(here, "support"))

config.name = "mls"
config.test_format = lit.formats.ShTest(False)
config.test_source_root = here
config.test_exec_root = os.path.join(build, "test")
config.suffixes = [".mls", ".test"]
config.excludes = ["Inputs", "bench", "support"]
config.build, config.mls_root, config.mlsc = build, root, os.path.join(build, "bin", "mlsc")

tools_python = os.path.join(root, "build", "python", "bin", "python")  # with the packages of tools/requirements.txt
if os.path.exists(os.path.join(root, "build", "python", ".installed")):
    config.available_features.add("python-tools")

config.environment["PATH"] = os.pathsep.join([os.path.join(build, "bin"), llvm_bin, config.environment["PATH"]])
config.environment["NO_COLOR"] = "1"
config.environment["LC_ALL"] = "C.UTF-8"
for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "HOME"):
    if name in os.environ:
        config.environment[name] = os.environ[name]

config.substitutions += [
    ("%mlsc-stage1", os.path.join(build, "bin", "mlsc-stage1")),
    ("%mlsc", config.mlsc),
    ("%root", root),
    ("%examples", os.path.join(root, "examples")),
    ("%python-tools", tools_python),
    ("%python", sys.executable),
    ("%nvim", "nvim --clean --headless -n"),
]

try:
    for fd in os.openpty():
        os.close(fd)
    config.available_features.add("terminal")
except OSError:
    pass
if shutil.which("nvim"):
    config.available_features.add("nvim")
if build == os.path.join(root, "build", "release"):
    config.available_features.add("release-tree")
with open(os.path.join(build, "CMakeCache.txt")) as cache:
    if re.search("^MLS_SANITIZE:.*=(ON|TRUE|1)$", cache.read(), re.MULTILINE | re.IGNORECASE):
        config.available_features.add("sanitized")
