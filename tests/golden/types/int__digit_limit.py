# Text of more than 4300 digits is refused both ways; hexadecimal never is.
import sys


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print(sys.get_int_max_str_digits())
show(lambda: int("1" * 4300) % 1000)
show(lambda: int("1" * 4301))
show(lambda: len(str(10**4299)))
show(lambda: str(10**4300))
show(lambda: f"{10**5000}")
show(lambda: "%d" % 10**2 if False else "%d" % (10**5000))
show(lambda: len(hex(10**5000)))
show(lambda: int("f" * 5000, 16).bit_length())
show(lambda: repr([10**5000]))
sys.set_int_max_str_digits(0)
print(len(str(10**6000)))
show(lambda: sys.set_int_max_str_digits(10))
