# What sys.exc_info and __traceback__ say while an exception is handled.
import sys


def f():
    raise ValueError("x")


try:
    f()
except ValueError as e:
    kind, value, tb = sys.exc_info()
    print(kind, value is e, tb is e.__traceback__, tb.tb_lineno, tb.tb_next.tb_lineno, tb.tb_next.tb_next, tb.tb_frame.f_code.co_name, tb.tb_next.tb_frame.f_code.co_name)
print(sys.exc_info())
