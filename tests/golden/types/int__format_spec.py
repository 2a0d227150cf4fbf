# Format specifications of integers and strings.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


for spec in ["", "d", "5", "<5", ">5", "^5", "05", "=+5", "+", " ", "-", "x", "X", "#x", "#o", "#b", "b", "o", "c", ",", "_", "_x", "_b", "#_b", "e", "f", "g", "%", ".2f", ",.1f", "*>8", "é^9", "010,", "n", "08_b", ">+8,d", "=8", "=08", "<08"]:
    print(f"{spec!r:9} {format(1234, spec)!r} {format(-1234, spec) if spec != 'c' else '-'!r} {format(2**70, spec) if spec != 'c' else '-'}")
for spec in ["", "5", "<5", ">5", "^5", ".1", "5.1", "*^7.2", "s", ">5s", "05", "=5"]:
    show(lambda: format("abc", spec))
for spec in ["x", ".3d", "5.2x", ",b", ",_d", "+s", "ss", "{}", "5 ", "<<5", "=", "#c", "y", "1,000", "z", "zd", ".", "5.", "99999999999"]:
    show(lambda: format(5, spec))
