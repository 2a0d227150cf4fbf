# replace, translate and maketrans.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print("aaa".replace("a", "b"), "aaa".replace("a", "b", 2), "abc".replace("", "-"), "abc".replace("", "-", 2), "".replace("", "x"), "aaa".replace("aa", "x"), "abc".replace("b", ""), "abc".replace("b", "x", count=1), "ab".replace("a", "é"))
table = str.maketrans("abc", "xyz", "d")
print(table, "abcde".translate(table), "abc".translate({97: None, 98: "BB", 99: 0x1F600}), str.maketrans({"a": "1", 98: None}), "ab".translate({}))


class Table:
    def __getitem__(self, code):
        if code == 98:
            raise LookupError
        if code == 99:
            return None
        return chr(code + 1)


print("abcd".translate(Table()))
show(lambda: "a".translate({97: 1.5}))
show(lambda: "a".translate({97: 0x110000}))
show(lambda: "a".translate(5))
show(lambda: str.maketrans("ab", "c"))
show(lambda: str.maketrans({"ab": "c"}))
show(lambda: str.maketrans("a"))
show(lambda: str.maketrans("a", 1))
show(lambda: "a".replace("a"))
show(lambda: "a".replace(1, "b"))
show(lambda: "a".replace("a", None))
show(lambda: "a".replace("a", "b", None))
