# Format specifications of floats.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


x = 1234567.891
for spec in ["", "f", ".2f", "e", ".0e", "E", "g", ".3g", "G", "n", "%", ".1%", ",", ",.2f", "_.3f", "+.1f", " .1f", "-.1f", "020.2f", "*^20.1f", ">+15.2e", "#.0f", "#g", "z.1f", "=+15.1f", ".10", "10", "<12.3"]:
    print(f"{spec!r:10} {x:{spec}} {-x:{spec}} {0.00001234:{spec}}")
for value in (float("inf"), float("nan"), -0.0, 1e300, 1e-7, 0.0):
    print([format(value, s) for s in ("", "f", "e", "g", "%", "010", "+", "z.1f", ".3", ",")])
show(lambda: format(1.5, "d"))
show(lambda: format(1.5, "x"))
show(lambda: format(1.5, "s"))
show(lambda: format(1.5, ".f"))
show(lambda: format(1.5, ",_f"))
show(lambda: format(1.5, "_,f"))
show(lambda: format(1.5, ",n"))
show(lambda: format(1.5, "10.2.3"))
show(lambda: format(1.5, "y"))
show(lambda: format(1.5, "ff"))
show(lambda: format(1.5, 5))
