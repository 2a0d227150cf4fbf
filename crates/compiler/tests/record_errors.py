"""Records what the reference says of each program in errors.txt; run it with CPython 3.13.

A case is a program between lines of three dashes, and behind `=>` the message and its range. Cases that the
reference accepts are marked `=> accepted`.
"""
import pathlib
import warnings

warnings.simplefilter("ignore")
path = pathlib.Path(__file__).with_name("errors.txt")
cases = []
for case in path.read_text().split("---\n"):
    program = case.split("=>")[0]
    if not program.strip():
        continue
    try:
        compile(program, "<case>", "exec", dont_inherit=True)
        verdict = "accepted"
    except SyntaxError as error:
        start = f"{error.lineno}:{error.offset}"
        end = f"-{error.end_lineno}:{error.end_offset}" if error.end_offset else ""
        verdict = f"{start}{end} {error.msg}"
    cases.append(f"{program.rstrip()}\n=> {verdict}\n")
path.write_text("---\n".join(cases))
