"""Tells of each file of this Python's standard library what it makes of it: run by `stdlib.rs`.

A line a file: its path, then `refused`, or the length and the CRC-32 of `ast.dump(..., indent=2)` where that shape is the
one that is compared (3.13), else `parses`. The first line is the version. The argument is the step: 15 takes every 15th.
"""
import ast
import pathlib
import sys
import sysconfig
import warnings
import zlib

warnings.simplefilter("ignore")
sys.setrecursionlimit(20_000)
root = pathlib.Path(sysconfig.get_path("stdlib"))
print("%d.%d" % sys.version_info[:2], flush=True)
files = sorted(path for path in root.rglob("*.py") if "site-packages" not in path.parts)
for path in files[:: int(sys.argv[1])]:
    data = path.read_bytes()
    try:
        tree = ast.parse(data, str(path))
        compile(data, str(path), "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        print(path, "refused", sep="\t", flush=True)
        continue
    if sys.version_info[:2] != (3, 13):
        print(path, "parses", sep="\t", flush=True)
        continue
    text = (ast.dump(tree, indent=2) + "\n").encode("utf-8", "surrogatepass")
    print(path, len(text), zlib.crc32(text), sep="\t", flush=True)
