# Assignment expressions: where they bind.
if (n := len("abc")) > 2:
    print(n)
print([y := 1, y**2], (z := 5) + z, {1: (val := 2)}, val)
data = [1, 5, 3]
print([last := x for x in data if x > 1], last, any((hit := x) > 4 for x in data), hit)


def f():
    total = 0
    return [total := total + x for x in data], total


print(f())
while (item := data.pop()) != 1:
    print("item", item)
print(item, (lambda: (w := 3) + w)())
x = 1
print((x := x + 1), x, f"{(q := 7)}", q)
