# What closures see: variables, not values.
fs = []
for i in range(3):
    fs.append(lambda: i)
print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])


def make():
    out = []
    for j in range(2):

        def g():
            return j

        out.append(g)
        j = j * 10
    return out, lambda: j


gs, last = make()
print([g() for g in gs], last())


def counter():
    count = 0

    def inc():
        nonlocal count
        count += 1
        return count

    def reset():
        nonlocal count
        count = 0

    return inc, reset


a, r = counter()
b, _ = counter()
print(a(), a(), b(), r(), a())


def deep():
    x = "x"

    def one():
        def two():
            def three():
                nonlocal x
                x += "!"
                return x

            return three

        return two

    return one()()(), x


print(deep())
print([(lambda: [k for k in range(n)])() for n in range(3)])
