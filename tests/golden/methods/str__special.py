"""Methods of str, special, with arguments that fit and with others."""
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
__mul__(' ')
__mul__('')
__mul__('a')
__mul__('a', 'b')
__mul__('a', 'b', 1)
__mul__('a', -3)
__mul__('ab')
__mul__('ascii', 'replace')
__mul__('l', 1)
__mul__('l', 1, 3)
__mul__('none-such')
__mul__('utf-8')
__mul__(('H', 'a'))
__mul__((1, 2))
__mul__()
__mul__(1, 2)
__mul__(1, 2, 3, 4)
__mul__(1.5)
__mul__(5, '*')
__mul__(9, '--')
__mul__(None)
__mul__(None, 1)
__mul__(['x', 'y'])
__mul__(['x', 1])
__mul__([])
__mul__(b'a')
__mul__({97: 'Z', 98: None})
__rmul__(' ')
__rmul__('')
__rmul__('a')
__rmul__('a', 'b')
__rmul__('a', 'b', 1)
__rmul__('a', -3)
__rmul__('ab')
__rmul__('ascii', 'replace')
__rmul__('l', 1)
__rmul__('l', 1, 3)
__rmul__('none-such')
__rmul__('utf-8')
__rmul__(('H', 'a'))
__rmul__((1, 2))
__rmul__()
__rmul__(1, 2)
__rmul__(1, 2, 3, 4)
__rmul__(1.5)
__rmul__(5, '*')
__rmul__(9, '--')
__rmul__(None)
__rmul__(None, 1)
__rmul__(['x', 'y'])
__rmul__(['x', 1])
__rmul__([])
__rmul__(b'a')
__rmul__({97: 'Z', 98: None})
""".splitlines()
for name in """__add__ __radd__ __mul__ __rmul__ __mod__ __eq__ __ne__ __lt__ __ge__ __contains__ __len__ __getitem__ __repr__ __str__ __format__""".split():
    print(name)
    for text in ARGUMENTS:
        if f"{name}({text})" in WAITING:
            continue
        results = [outcome(make, name, text) for make in VALUES]
        if len(set(results)) == 1:
            results = results[:1]
        print(f"   ({text})", *results, sep="  ")
