"""Records in warnings.txt what the reference warns of in each line; run it with CPython 3.13."""
import pathlib
import warnings

path = pathlib.Path(__file__).with_name("warnings.txt")
lines = []
for line in path.read_text().splitlines():
    program = line.split("  # ")[0]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        compile(program, "<case>", "exec", dont_inherit=True)
    lines.append("  # ".join([program, *(str(warning.message) for warning in caught)]))
path.write_text("\n".join(lines) + "\n")
