x = [1,
     (2, 3]
y = "abc
z = {1: 2
def f():
    pass
