# Lists compare element by element.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print([1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 9], [1, 2] == [1, 2.0], [1] == (1,), [1] != [2], [[1], [2]] == [[1], [2]])
print([1, 2] <= [1, 2], [1, "a"] < [2, 5], [1, "a"] == [1, 5], [1, 2] >= [1], [] == [], not [], bool([0]))
print(1 in [1.0], "a" in ["ab"], [] in [[]], None in [0], True in [1])
show(lambda: [1, "a"] < [1, 5])
show(lambda: [1] < (1,))
show(lambda: [1] + (2,))
show(lambda: [1] + 2)
show(lambda: 2 + [1])
show(lambda: [1] - [1])
show(lambda: hash([]))
show(lambda: {[]: 1})
show(lambda: {[1]})
show(lambda: -[1])
a = [1]
try:
    a += 5
except TypeError as e:
    print(e)
a += "bc"
print(a, a.__eq__(5), a.__lt__([2]), a.__contains__(1), a.__len__(), a.__add__([2]), a.__iadd__([3]), a.__mul__(2))
