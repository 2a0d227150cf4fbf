"""Writes down what CPython 3.13 says to each program of `table.txt`: run it with CPython 3.13.

The table holds blocks: `=====` with a word, a program, a line of `-----`, the lines of the error. The program is kept, the
rest is written anew. The word is the stage that refuses it: `parser` (the tokeniser with it), `symbols` or `compiler`;
`accepted` where the reference runs it. A second word `escaped` says that the program stands there as in a bytes literal,
`repeated` that `<<3*ab>>` in it stands for `ababab`.
Lines of `#####` are headings.
"""
import ast
import pathlib
import re
import subprocess
import symtable
import sys
import tempfile
import warnings

warnings.simplefilter("ignore")
HERE = pathlib.Path(__file__).parent


def stage(data):
    steps = [
        ("parser", ast.parse),
        ("symbols", lambda data: symtable.symtable(data, "x.py", "exec")),
        ("compiler", lambda data: compile(data, "x.py", "exec", dont_inherit=True)),
    ]
    for name, step in steps:
        try:
            step(data)
        except (SyntaxError, ValueError, OverflowError, MemoryError, RecursionError):
            return name
    return "accepted"


def answer(data):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "x.py")
        path.write_bytes(data)
        words = [sys.executable, "-W", "ignore", str(path)]
        done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", timeout=60)
        return done.stderr.replace(folder + "/", "")


def record(block):
    head, _, rest = block.partition("\n")
    program = rest.partition("-----\n")[0]
    program, rest = program[:-1], rest.partition("-----\n")[2]
    form = head.partition(" ")[2]
    data = program.encode()
    if form == "escaped":
        data = program.encode().decode("unicode_escape").encode("latin-1")
    if form == "repeated":
        data = re.sub(r"<<(\d+)\*(.*?)>>", lambda m: m[2] * int(m[1]), program, flags=re.S).encode()
    found = stage(data)
    heading = "".join(line + "\n" for line in rest.splitlines() if line.startswith("#####"))
    said = "" if found == "accepted" else answer(data)
    return f"===== {found} {form}".rstrip() + f"\n{program}\n-----\n{said}{heading}"


if __name__ == "__main__":
    path = HERE / "table.txt"
    text = path.read_bytes().decode()
    first, *blocks = text.split("===== ")
    path.write_bytes((first + "".join(map(record, blocks))).encode())
