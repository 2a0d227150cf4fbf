# Suggestions for names: locals, globals, built-ins.
def f():
    counter = 1
    return conter


for g in (f, lambda: prnt, lambda: lenght, lambda: f_, lambda: Xyzzy):
    try:
        g()
    except NameError as e:
        print(e, e.name)
f()
