# What an exception leaves unused dies where it was in use.
async def f(): pass
def g():
    f() + 1
try: g()
except TypeError as e: print("x")
try: f() + 1
except TypeError as e: print("y")
print("z")
f() + 1
