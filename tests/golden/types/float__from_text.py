# float() of text: signs, exponents, words, underscores, blanks.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


for text in ["1.5", " -2e3 ", "+.5", "5.", "1_0.0_1", "inf", "-Infinity", "NaN", "+nan", "1e400", "1e-400", "infinity", "٣.٥", "\t7\n"]:
    show(lambda: float(text))
for text in ["", " ", "1.2.3", "e5", "1e", "1__0", "_1", "1_", "0x10", "1,5", "in f", "--1", "nan1", "1.5j"]:
    show(lambda: float(text))
show(lambda: float(b"1.5"))
show(lambda: float(bytearray(b"x")))
show(lambda: float(None))
show(lambda: float([]))
show(lambda: float(1, 2))
show(lambda: float(x=1))
show(lambda: float(10**400))
show(lambda: float(1j))
show(lambda: float())
