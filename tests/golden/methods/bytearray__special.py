"""Methods of bytearray, special, with arguments that fit and with others."""
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
__eq__(b'')
__eq__(b'a')
__eq__(b'ab')
__eq__(bytes(range(256)))
__eq__(memoryview(b'a'))
__ge__(b'')
__ge__(b'a')
__ge__(b'ab')
__ge__(bytes(range(256)))
__ge__(memoryview(b'a'))
__lt__(b'')
__lt__(b'a')
__lt__(b'ab')
__lt__(bytes(range(256)))
__lt__(memoryview(b'a'))
__mod__(memoryview(b'a'))
__mul__('')
__mul__('-', 2)
__mul__('a')
__mul__('a', 'b')
__mul__('ascii', 'ignore')
__mul__('utf-8')
__mul__((1, 2))
__mul__((b'H', b'a'))
__mul__()
__mul__(1, 2)
__mul__(1, 2, 3, 4)
__mul__(1, 98)
__mul__(1.5)
__mul__(5, b'*')
__mul__(9, b'--')
__mul__(None)
__mul__(None, b'a')
__mul__([1, 2])
__mul__([300])
__mul__([])
__mul__([b'x', 1])
__mul__([b'x', bytearray(b'y')])
__mul__(b'')
__mul__(b'a')
__mul__(b'a', b'zz')
__mul__(b'a', b'zz', 1)
__mul__(b'ab')
__mul__(b'l', 1)
__mul__(bytes(range(256)))
__mul__(memoryview(b'a'))
__ne__(b'')
__ne__(b'a')
__ne__(b'ab')
__ne__(bytes(range(256)))
__ne__(memoryview(b'a'))
__rmul__('')
__rmul__('-', 2)
__rmul__('a')
__rmul__('a', 'b')
__rmul__('ascii', 'ignore')
__rmul__('utf-8')
__rmul__((1, 2))
__rmul__((b'H', b'a'))
__rmul__()
__rmul__(1, 2)
__rmul__(1, 2, 3, 4)
__rmul__(1, 98)
__rmul__(1.5)
__rmul__(5, b'*')
__rmul__(9, b'--')
__rmul__(None)
__rmul__(None, b'a')
__rmul__([1, 2])
__rmul__([300])
__rmul__([])
__rmul__([b'x', 1])
__rmul__([b'x', bytearray(b'y')])
__rmul__(b'')
__rmul__(b'a')
__rmul__(b'a', b'zz')
__rmul__(b'a', b'zz', 1)
__rmul__(b'ab')
__rmul__(b'l', 1)
__rmul__(bytes(range(256)))
__rmul__(memoryview(b'a'))
""".splitlines()
for name in """__add__ __radd__ __mul__ __rmul__ __mod__ __eq__ __ne__ __lt__ __ge__ __contains__ __len__ __getitem__ __repr__ __str__ __format__ __iadd__ __delitem__ __setitem__""".split():
    print(name)
    for text in ARGUMENTS:
        if f"{name}({text})" in WAITING:
            continue
        results = [outcome(make, name, text) for make in VALUES]
        if len(set(results)) == 1:
            results = results[:1]
        print(f"   ({text})", *results, sep="  ")
