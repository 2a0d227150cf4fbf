"""The frames of what `exec` runs have no source lines."""

def show(n):
    return 1 // n

exec("""
def outer(n):
    return inner(n)

inner = lambda n: show(n)
outer(0)
""")
