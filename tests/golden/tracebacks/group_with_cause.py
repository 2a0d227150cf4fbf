# A group that has a cause, whose members have causes.
try:
    1 / 0
except ZeroDivisionError as z:
    a = ValueError("a")
    a.__cause__ = KeyError("why a")
    raise ExceptionGroup("group", [a, ValueError("b")]) from z
