"""Methods of list, public, with arguments that fit and with others."""
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


VALUES = [lambda: [], lambda: [3, 1, 2], lambda: ['b', 'a', 'b']]
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
    '1',
    '3',
    '[7, 8]',
    'range(3)',
    "'xy'",
    "1, 'new'",
    "-1, 'new'",
    "99, 'new'",
    '1, 0',
    '1, -2, 99',
    'key=str',
    'reverse=True',
    'key=str, reverse=True',
    "iter([1, 'b'])",
    'slice(0, 2)',
    'slice(None, None, -1)',
    'slice(0, 1), [5, 6]',
    '0, 5',
    '{1}',
    'object',
]
# What is known to be said otherwise.
WAITING = """
index(iter([1, 'b']))
sort(1, -2, 99)
sort(1, 2, 3, 4)
""".splitlines()
for name in """append clear copy count extend index insert pop remove reverse sort""".split():
    print(name)
    for text in ARGUMENTS:
        if f"{name}({text})" in WAITING:
            continue
        results = [outcome(make, name, text) for make in VALUES]
        if len(set(results)) == 1:
            results = results[:1]
        print(f"   ({text})", *results, sep="  ")
