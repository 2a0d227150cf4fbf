"""Methods of float, special, with arguments that fit and with others."""
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


VALUES = [lambda: 0.0, lambda: -2.5, lambda: 1e300, lambda: float('inf')]
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
    '3',
    '40',
    '-2.5',
    "float('inf')",
    "float('nan')",
    '1j',
    "4, 'big'",
    "1, 'little'",
    "length=2, byteorder='big', signed=True",
    "'1f'",
    "b'ab', 'big'",
    "'0x1.8p1'",
    '2, 5',
    "'.2f'",
    "'>6'",
    "'d'",
    "'q'",
    'object',
]
# What is known to be said otherwise.
WAITING = """
__pow__('a', 'b')
__pow__(1, 'little')
__pow__(4, 'big')
__pow__(b'ab', 'big')
__rpow__('a', 'b')
__rpow__(1, 'little')
__rpow__(4, 'big')
__rpow__(b'ab', 'big')
""".splitlines()
for name in """__add__ __radd__ __sub__ __rsub__ __mul__ __truediv__ __rtruediv__ __floordiv__ __mod__ __rmod__ __divmod__ __pow__ __rpow__ __neg__ __abs__ __bool__ __eq__ __ne__ __lt__ __ge__ __repr__ __str__ __format__ __int__ __float__ __round__ __trunc__ __floor__ __ceil__""".split():
    print(name)
    for text in ARGUMENTS:
        if f"{name}({text})" in WAITING:
            continue
        results = [outcome(make, name, text) for make in VALUES]
        if len(set(results)) == 1:
            results = results[:1]
        print(f"   ({text})", *results, sep="  ")
