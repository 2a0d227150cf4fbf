# for with else, break, continue, and what the variable is afterwards.
for i in range(3):
    if i == 5:
        break
else:
    print("no break", i)
for i in range(3):
    if i == 1:
        break
else:
    print("not printed")
print(i)
for i in []:
    pass
else:
    print("empty else", i)
for i in range(2):
    for j in range(3):
        if j == 1:
            continue
        if i == 1:
            break
        print(i, j)
    else:
        print("inner else", i)
        continue
    print("after break", i)


def f():
    for i in range(3):
        try:
            if i == 1:
                continue
            if i == 2:
                return "returned"
        finally:
            print("finally", i)


print(f())
for i in range(2):
    try:
        break
    finally:
        print("cleanup")
for x in (y := [1, 2]):
    y.pop()
print(x, y)
for a[0] in []:
    pass
d = {}
for d["key"] in "xyz":
    pass
print(d)
for i in range(3):
    i = 10
print(i)
del i
for i in iter([]):
    pass
try:
    print(i)
except NameError as e:
    print(e)
