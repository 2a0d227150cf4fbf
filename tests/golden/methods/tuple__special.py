"""Methods of tuple, special, with arguments that fit and with others."""
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


VALUES = [lambda: (), lambda: (3, 1, 2), lambda: ('b', 'a', 'b')]
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
__mul__('')
__mul__('a')
__mul__('a', 'b')
__mul__('xy')
__mul__((1, 2))
__mul__()
__mul__(-1, 'new')
__mul__(0, 5)
__mul__(1, 'new')
__mul__(1, -2, 99)
__mul__(1, 0)
__mul__(1, 2)
__mul__(1, 2, 3, 4)
__mul__(1.5)
__mul__(99, 'new')
__mul__(None)
__mul__([7, 8])
__mul__([])
__mul__(iter([1, 'b']))
__mul__(object)
__mul__(range(3))
__mul__(slice(0, 1), [5, 6])
__mul__(slice(0, 2))
__mul__(slice(None, None, -1))
__mul__({1})
__rmul__('')
__rmul__('a')
__rmul__('a', 'b')
__rmul__('xy')
__rmul__((1, 2))
__rmul__()
__rmul__(-1, 'new')
__rmul__(0, 5)
__rmul__(1, 'new')
__rmul__(1, -2, 99)
__rmul__(1, 0)
__rmul__(1, 2)
__rmul__(1, 2, 3, 4)
__rmul__(1.5)
__rmul__(99, 'new')
__rmul__(None)
__rmul__([7, 8])
__rmul__([])
__rmul__(iter([1, 'b']))
__rmul__(object)
__rmul__(range(3))
__rmul__(slice(0, 1), [5, 6])
__rmul__(slice(0, 2))
__rmul__(slice(None, None, -1))
__rmul__({1})
""".splitlines()
for name in """__add__ __radd__ __mul__ __rmul__ __mod__ __eq__ __ne__ __lt__ __ge__ __contains__ __len__ __getitem__ __repr__ __str__ __format__ __iter__""".split():
    print(name)
    for text in ARGUMENTS:
        if f"{name}({text})" in WAITING:
            continue
        results = [outcome(make, name, text) for make in VALUES]
        if len(set(results)) == 1:
            results = results[:1]
        print(f"   ({text})", *results, sep="  ")
