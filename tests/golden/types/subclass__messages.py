"""What is said of instances of classes that derive from built-in ones, and in which order things are refused."""
import operator


class V(int):
    pass


class F(float):
    pass


class L(list):
    pass


class T(tuple):
    pass


class D(dict):
    pass


class S(str):
    pass


class B(bytes):
    pass


class Z(set):
    pass


def outcome(task, *args):
    try:
        return repr(task(*args))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


class Reflecting:
    def __gt__(self, other):
        return ("gt", type(other).__name__)

    def __eq__(self, other):
        return ("eq", type(other).__name__)

    def __radd__(self, other):
        return ("radd", type(other).__name__)


DERIVED = [V(3), F(1.5), L([1]), T((1,)), D(a=1), S("s"), B(b"b"), Z({1})]
OTHERS = [1, 2.5, [1], (1,), {"a": 1}, "s", b"b", {1}, None, object, Reflecting()]
for value in DERIVED:
    for other in OTHERS:
        shown = type(other).__name__
        for op in (operator.lt, operator.ge, operator.eq, operator.ne):
            print(type(value).__name__, op.__name__, shown, outcome(op, value, other), outcome(op, other, value))
for value in DERIVED:
    for other in OTHERS[:-1]:
        print(type(value).__name__, type(other).__name__, outcome(operator.mul, value, other), outcome(operator.mul, other, value))
    print(type(value).__name__, outcome(operator.getitem, value, "key"), outcome(operator.getitem, value, 0), outcome(len, value), outcome(iter, value)[:4])
for sequence in [], (), "", b"", bytearray(b"x"), range(3):
    for key in "x", 1.5, None, 99, (1, 2):
        print(type(sequence).__name__, repr(key), outcome(operator.getitem, sequence, key))
print(outcome(sum, 5, "text"), outcome(sum, [], "text"), outcome(sum, [], b""), outcome(sum, [], bytearray()))
print(outcome(enumerate, 5, "text"), outcome(enumerate, [], "text"), outcome(enumerate, 5, 5))
print(outcome(pow, 1.5, 2, 3), outcome(pow, 2, 1.5, 3), outcome(pow, 2, 3, 1.5), outcome(pow, "a", 1, 2), outcome(pow, 1.5, "a", 2))
frozen = frozenset({1, 2})
print(frozen.copy() is frozen, frozenset(frozen) is frozen)
