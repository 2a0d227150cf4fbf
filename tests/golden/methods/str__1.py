"""Methods of str, 1, with arguments that fit and with others."""
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


VALUES = [lambda: '', lambda: 'Hello', lambda: 'a,b\n c', lambda: 'ßİ12']
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
    "' '",
    "'ab'",
    "'l', 1",
    "'l', 1, 3",
    "'a', -3",
    "('H', 'a')",
    "['x', 'y']",
    "['x', 1]",
    "5, '*'",
    "9, '--'",
    "'utf-8'",
    "'ascii', 'replace'",
    "'none-such'",
    "{97: 'Z', 98: None}",
    "b'a'",
    "sep=','",
    'maxsplit=1',
    'None, 1',
    'keepends=True',
    "'a', 'b', 1",
]
# What is known to be said otherwise.
WAITING = """

""".splitlines()
for name in """capitalize casefold center count encode endswith expandtabs find format format_map index isalnum""".split():
    print(name)
    for text in ARGUMENTS:
        if f"{name}({text})" in WAITING:
            continue
        results = [outcome(make, name, text) for make in VALUES]
        if len(set(results)) == 1:
            results = results[:1]
        print(f"   ({text})", *results, sep="  ")
