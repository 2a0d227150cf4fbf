"""Writes the matrix of methods: every public method of every built-in type, and most special ones, with arguments that
fit and with such that do not.

    python3 tests/golden/methods/_make.py

makes the scripts beside it; record them with `ouro test --bless --with python3.13 tests/golden/methods`.
"""
import os

HEAD = '''"""{title}"""
import re


def shown(value):
    kind = type(value).__name__
    if hasattr(value, "__next__"):
        try:
            return f"{{kind}}{{list(value)!r}}"
        except Exception as error:
            return f"{{kind}} then {{type(error).__name__}}: {{error}}"
    if isinstance(value, (set, frozenset)):
        # The order of texts differs from run to run.
        return f"{{kind}}{{sorted(value, key=repr)}}"
    return re.sub("0x[0-9a-f]+", "0x", repr(value))


def outcome(make, name, text):
    value = make()
    try:
        result = shown(eval(f"value.{{name}}({{text}})", {{"value": value}}))
    except Exception as error:
        result = f"{{type(error).__name__}}: {{error}}"
    if type(value) in (list, dict, set, bytearray):
        result += f" leaves {{shown(value)}}"
    return result


VALUES = [{values}]
ARGUMENTS = [
{arguments}
]
# What is known to be said otherwise.
WAITING = """
{waiting}
""".splitlines()
for name in """{names}""".split():
    print(name)
    for text in ARGUMENTS:
        if f"{{name}}({{text}})" in WAITING:
            continue
        results = [outcome(make, name, text) for make in VALUES]
        if len(set(results)) == 1:
            results = results[:1]
        print(f"   ({{text}})", *results, sep="  ")
'''

COMMON = ["", "None", "0", "-1", "2", "1.5", "'a'", "''", "[]", "(1, 2)", "1, 2", "'a', 'b'", "1, 2, 3, 4", "key=1", "True"]
TEXTS = COMMON + ["' '", "'ab'", "'l', 1", "'l', 1, 3", "'a', -3", "('H', 'a')", "['x', 'y']", "['x', 1]", "5, '*'", "9, '--'",
                  "'utf-8'", "'ascii', 'replace'", "'none-such'", "{97: 'Z', 98: None}", "b'a'", "sep=','", "maxsplit=1", "None, 1", "keepends=True", "'a', 'b', 1", "object()"][:-1]
BYTES = COMMON + ["b''", "b'a'", "b'ab'", "b'l', 1", "b'a', b'zz'", "b'a', b'zz', 1", "97", "300", "(b'H', b'a')", "[b'x', bytearray(b'y')]",
                  "[b'x', 1]", "5, b'*'", "9, b'--'", "'utf-8'", "'ascii', 'ignore'", "None, b'a'", "sep=b','", "memoryview(b'a')", "'-', 2", "bytes(range(256))", "1, 98", "[1, 2]", "[300]"]
NUMBERS = COMMON + ["3", "40", "-2.5", "float('inf')", "float('nan')", "1j", "4, 'big'", "1, 'little'", "length=2, byteorder='big', signed=True", "'1f'", "b'ab', 'big'", "'0x1.8p1'", "2, 5", "'.2f'", "'>6'", "'d'", "'q'", "object"]
ITEMS = COMMON + ["1", "3", "[7, 8]", "range(3)", "'xy'", "1, 'new'", "-1, 'new'", "99, 'new'", "1, 0", "1, -2, 99", "key=str", "reverse=True", "key=str, reverse=True", "iter([1, 'b'])", "slice(0, 2)", "slice(None, None, -1)", "slice(0, 1), [5, 6]", "0, 5", "{1}", "object"]
MAPS = COMMON + ["'b'", "'z'", "'z', 0", "{'c': 3}", "[('d', 4)]", "[('d',)]", "[1]", "c=3", "{'a': 9}, b=8", "[1], 2", "'ab', 0", "((1, 2), (3, 4))", "[[]]", "{}.items()"]
SETS = COMMON + ["{1, 9}", "[1, 1, 7]", "frozenset({2})", "{1}, {2}", "{1: 2}", "'ab'", "range(4)", "[[]]", "{1}, 5", "9", "{1, 2, 3, 4}"]

OPERATORS = "__add__ __radd__ __mul__ __rmul__ __mod__ __eq__ __ne__ __lt__ __ge__ __contains__ __len__ __getitem__ __repr__ __str__ __format__".split()
ARITHMETIC = ("__add__ __radd__ __sub__ __rsub__ __mul__ __truediv__ __rtruediv__ __floordiv__ __mod__ __rmod__ __divmod__ __pow__ __rpow__ __neg__ __abs__"
              " __bool__ __eq__ __ne__ __lt__ __ge__ __repr__ __str__ __format__").split()
BITS = "__and__ __or__ __xor__ __lshift__ __rshift__ __invert__ __index__ __int__ __float__ __round__ __trunc__ __floor__ __ceil__".split()


def public(kind, *without):
    return [n for n in dir(kind) if n[0] != "_" and callable(getattr(kind, n)) and n not in without]


TYPES = {
    "str": (["lambda: ''", "lambda: 'Hello'", "lambda: 'a,b\\n c'", "lambda: 'ßİ12'"], TEXTS, public(str), OPERATORS),
    "bytes": (["lambda: b''", "lambda: b'Hello'", "lambda: b'a,b\\n c\\xff'"], BYTES, public(bytes), OPERATORS),
    "bytearray": (["lambda: bytearray()", "lambda: bytearray(b'Hello')", "lambda: bytearray(b'a,b')"], BYTES, public(bytearray), OPERATORS + ["__iadd__", "__delitem__", "__setitem__"]),
    "int": (["lambda: 0", "lambda: 7", "lambda: -255", "lambda: 1000"], NUMBERS, public(int), ARITHMETIC + BITS),
    "bool": (["lambda: True", "lambda: False"], NUMBERS, public(bool), ARITHMETIC + BITS),
    "float": (["lambda: 0.0", "lambda: -2.5", "lambda: 1e300", "lambda: float('inf')"], NUMBERS, public(float), ARITHMETIC + ["__int__", "__float__", "__round__", "__trunc__", "__floor__", "__ceil__"]),
    "complex": (["lambda: 0j", "lambda: 1.5-2j"], NUMBERS, public(complex), [n for n in ARITHMETIC if n not in ("__floordiv__", "__mod__", "__rmod__", "__divmod__")]),
    "list": (["lambda: []", "lambda: [3, 1, 2]", "lambda: ['b', 'a', 'b']"], ITEMS, public(list), OPERATORS + ["__iadd__", "__imul__", "__setitem__", "__delitem__", "__reversed__", "__iter__"]),
    "tuple": (["lambda: ()", "lambda: (3, 1, 2)", "lambda: ('b', 'a', 'b')"], ITEMS, public(tuple), OPERATORS + ["__iter__"]),
    "range": (["lambda: range(0)", "lambda: range(5)", "lambda: range(9, 0, -3)"], ITEMS, public(range), [n for n in OPERATORS if "add" not in n and "m" not in n] + ["__iter__", "__reversed__", "__bool__"]),
    "dict": (["lambda: {}", "lambda: {'a': 1, 'b': 2}", "lambda: {1: 'x', (1, 2): []}"], MAPS, public(dict), ["__contains__", "__delitem__", "__eq__", "__getitem__", "__ior__", "__iter__", "__len__", "__or__", "__ror__", "__repr__", "__reversed__", "__setitem__", "__lt__"]),
    "set": (["lambda: set()", "lambda: {1, 2, 3}"], SETS, public(set), ["__and__", "__contains__", "__eq__", "__ge__", "__iand__", "__ior__", "__isub__", "__iter__", "__ixor__", "__le__", "__len__", "__lt__", "__or__", "__rand__", "__repr__", "__rsub__", "__sub__", "__xor__"]),
    "frozenset": (["lambda: frozenset()", "lambda: frozenset({1, 2, 3})"], SETS, public(frozenset), ["__and__", "__contains__", "__eq__", "__ge__", "__iter__", "__le__", "__len__", "__lt__", "__or__", "__rand__", "__repr__", "__rsub__", "__sub__", "__xor__"]),
    "dict_views": (["lambda: {'a': 1, 1: 2}.keys()", "lambda: {'a': 1, 1: 2}.items()", "lambda: {}.keys()"], SETS, ["isdisjoint"], ["__and__", "__contains__", "__eq__", "__ge__", "__iter__", "__le__", "__len__", "__lt__", "__or__", "__repr__", "__sub__", "__xor__", "__reversed__"]),
    "slice": (["lambda: slice(None)", "lambda: slice(1, 9, 2)", "lambda: slice(-3, None, -1)", "lambda: slice('a')"], ITEMS, ["indices"], ["__eq__", "__lt__", "__repr__"]),
    "exception": (["lambda: ValueError('v', 1)", "lambda: KeyError('k')", "lambda: StopIteration(5)", "lambda: OSError(2, 'none', 'file')"], ITEMS, ["with_traceback", "add_note"], ["__repr__", "__str__", "__eq__"]),
    "group": (["lambda: ExceptionGroup('g', [ValueError(1), TypeError(2)])"], ITEMS + ["ValueError", "(ValueError, TypeError)", "[KeyError(1)]", "lambda e: True"], ["split", "subgroup", "derive", "add_note"], ["__repr__", "__str__"]),
    "singletons": (["lambda: None", "lambda: NotImplemented", "lambda: ..."], COMMON, [], ["__repr__", "__str__", "__eq__", "__ne__", "__lt__", "__format__"]),
}

# Calls of which Ouro says something else than CPython 3.13, a line each: `kind method(arguments)`.
here = os.path.dirname(os.path.abspath(__file__))
waiting = [line.split(" ", 1) for line in open(os.path.join(here, "waiting.list")).read().splitlines()]
for kind, (values, arguments, methods, special) in TYPES.items():
    listed = "\n".join(f"    {text!r}," for text in arguments)
    parts = {"special": special}
    for at in range(0, len(methods), 12):
        parts["" if len(methods) <= 12 else str(at // 12 + 1)] = methods[at:at + 12]
    for part, names in parts.items():
        if not names:
            continue
        title = f"Methods of {kind}, {part or 'public'}, with arguments that fit and with others."
        with open(os.path.join(here, f"{kind}{'__' if part else ''}{part}.py"), "w") as out:
            left = "\n".join(call for of, call in waiting if of == kind and call.split("(")[0] in names)
            out.write(HEAD.format(title=title, waiting=left, values=", ".join(values), arguments=listed, names=" ".join(names)))
