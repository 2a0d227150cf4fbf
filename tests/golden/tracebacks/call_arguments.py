# Carets under a call whose arguments span lines.
def f(a, b):
    return a / b


f(
    10,
    f(1,
      0),
)
