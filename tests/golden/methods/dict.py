"""Methods of dict, public, with arguments that fit and with others."""
import re


def shown(value):
    kind = type(value).__name__
    if hasattr(value, "__next__"):
        try:
            return f"{kind}{list(value)!r}"
        except Exception as error:
            return f"{kind} then {type(error).__name__}: {error}"
    if isinstance(value, (set, frozenset)):
        # The order of texts differs from run to run.
        return f"{kind}{sorted(value, key=repr)}"
    return re.sub("0x[0-9a-f]+", "0x", repr(value))


def outcome(make, name, text):
    value = make()
    try:
        result = shown(eval(f"value.{name}({text})", {"value": value}))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    if type(value) in (list, dict, set, bytearray):
        result += f" leaves {shown(value)}"
    return result


VALUES = [lambda: {}, lambda: {'a': 1, 'b': 2}, lambda: {1: 'x', (1, 2): []}]
ARGUMENTS = [
    '',
    'None',
    '0',
    '-1',
    '2',
    '1.5',
    "'a'",
    "''",
    '[]',
    '(1, 2)',
    '1, 2',
    "'a', 'b'",
    '1, 2, 3, 4',
    'key=1',
    'True',
    "'b'",
    "'z'",
    "'z', 0",
    "{'c': 3}",
    "[('d', 4)]",
    "[('d',)]",
    '[1]',
    'c=3',
    "{'a': 9}, b=8",
    '[1], 2',
    "'ab', 0",
    '((1, 2), (3, 4))',
    '[[]]',
    '{}.items()',
]
# What is known to be said otherwise.
WAITING = """
pop([('d', 4)])
pop([('d',)])
pop([1])
pop([1], 2)
pop([[]])
pop([])
pop({'c': 3})
pop({}.items())
""".splitlines()
for name in """clear copy fromkeys get items keys pop popitem setdefault update values""".split():
    print(name)
    for text in ARGUMENTS:
        if f"{name}({text})" in WAITING:
            continue
        results = [outcome(make, name, text) for make in VALUES]
        if len(set(results)) == 1:
            results = results[:1]
        print(f"   ({text})", *results, sep="  ")
