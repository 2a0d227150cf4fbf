"""Coroutines that are never awaited go through the filters of warnings."""
import warnings, asyncio
async def f(): pass
f()
warnings.simplefilter("ignore")
f()
warnings.resetwarnings()
with warnings.catch_warnings(record=True) as w:
    f()
    print(w[0].message, w[0].category, type(w[0].source))
def g():
    f()
g()
warnings.showwarning=lambda *a, **k: print("SHOW", a[0], a[1], a[3:], k)
g()
f()
