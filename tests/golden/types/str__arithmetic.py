# Concatenation, repetition, comparison.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print("a" + "b", "ab" * 3, 2 * "x", "a" * 0, "a" * -5, "a" * True, "" * 10**9)
print("a" < "b", "a" < "B", "abc" < "abd", "Z" < "a", "" < "a", "é" > "z", "😀" > "\uffff", "a" <= "a", "a" == "A".lower())
s = "ab"
t = s
s += "c"
s *= 2
print(s, t, "a" in "cat", max("hello"), min("hello"), sorted("hello"), list(reversed("abc")), sum(map(ord, "abc")))
show(lambda: "a" + 1)
show(lambda: 1 + "a")
show(lambda: "a" + b"a")
show(lambda: "a" + None)
show(lambda: "a" - "b")
show(lambda: "a" * "b")
show(lambda: "a" * 1.5)
show(lambda: "a" * None)
show(lambda: "a" < 1)
show(lambda: "a" / 2)
show(lambda: +"a")
show(lambda: "abc" * 10**18)
show(lambda: "a" == b"a")
show(lambda: "a".__add__(1))
show(lambda: "a".__rmul__(2))
