"""Writes down what CPython 3.13 makes of the sources in `recorded/`.

    python3.13 record.py recorded/trees.txt recorded/errors.txt

Each file holds blocks: a line of `=====`, a source, a line of `-----`, CPython's answer. The sources are
kept, the answers are written anew: the tree as `ast.dump(..., indent=2)`, or the lines of the error.
"""
import ast
import sys
import traceback
import warnings

warnings.simplefilter("ignore")


def answer(source):
    try:
        return ast.dump(ast.parse(source, "x"), indent=2) + "\n"
    except SyntaxError as error:
        return "".join(traceback.format_exception_only(error))


for path in sys.argv[1:]:
    with open(path, encoding="utf-8", newline="") as file:
        blocks = file.read().split("=====\n")[1:]
    with open(path, "w", encoding="utf-8", newline="") as file:
        for block in blocks:
            source = block.split("\n-----\n")[0]
            file.write(f"=====\n{source}\n-----\n{answer(source)}")
