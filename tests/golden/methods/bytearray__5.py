"""Methods of bytearray, 5, with arguments that fit and with others."""
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


VALUES = [lambda: bytearray(), lambda: bytearray(b'Hello'), lambda: bytearray(b'a,b')]
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
    "b''",
    "b'a'",
    "b'ab'",
    "b'l', 1",
    "b'a', b'zz'",
    "b'a', b'zz', 1",
    '97',
    '300',
    "(b'H', b'a')",
    "[b'x', bytearray(b'y')]",
    "[b'x', 1]",
    "5, b'*'",
    "9, b'--'",
    "'utf-8'",
    "'ascii', 'ignore'",
    "None, b'a'",
    "sep=b','",
    "memoryview(b'a')",
    "'-', 2",
    'bytes(range(256))',
    '1, 98',
    '[1, 2]',
    '[300]',
]
# What is known to be said otherwise.
WAITING = """

""".splitlines()
for name in """upper zfill""".split():
    print(name)
    for text in ARGUMENTS:
        if f"{name}({text})" in WAITING:
            continue
        results = [outcome(make, name, text) for make in VALUES]
        if len(set(results)) == 1:
            results = results[:1]
        print(f"   ({text})", *results, sep="  ")
