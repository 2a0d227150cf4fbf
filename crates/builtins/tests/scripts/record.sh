#!/bin/sh
# Records what CPython 3.13 (the `python3` found) prints for every script of this folder.
cd "$(dirname "$0")" || exit 1
for script in *.py; do
    python3 - "$script" > "${script%.py}.out" <<'END'
import sys
try:
    exec(compile(open(sys.argv[1]).read(), "<test>", "exec"), {"__name__": "__main__", "__file__": "<test>"})
except BaseException as error:
    print(f"! {type(error).__name__}: {error}")
END
done
