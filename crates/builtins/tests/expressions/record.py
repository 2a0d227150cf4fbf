"""Records what CPython 3.13 makes of the expressions in the `.txt` files of this folder.

Run in this folder with CPython 3.13: `python3 record.py`. A file holds expressions, each followed by the
line that this script writes; to add a case, add a line with the expression and run it.
"""
import glob, warnings

warnings.simplefilter("ignore")

def outcome(expression):
    try:
        return "= " + repr(eval(expression, {"__name__": "__main__"}))
    except BaseException as e:
        return f"! {type(e).__name__}: {e}"

for path in sorted(glob.glob("*.txt")):
    seen = {}
    for line in open(path).read().splitlines():
        if line and not line.startswith(("= ", "! ")):
            seen[line] = outcome(line).replace("\n", "\\n")
    with open(path, "w") as out:
        for expression, result in seen.items():
            out.write(f"{expression}\n{result}\n")
