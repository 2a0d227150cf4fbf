# A frame of a chain into which an exception was thrown awaits another before it ends: its awaiter still gets
# what comes of the throw.
class Aw:
    def __init__(s, n="x"): s.n=n
    def __await__(s):
        return (yield s.n)
async def ok(): return 5
async def i8():
    try: await Aw()
    except GeneratorExit:
        x = await ok(); return x
async def o8():
    try:
        print(await i8()); print("after!")
        print(await fresh()); 
    except BaseException as e: print("o8", repr(e)); raise
async def fresh():
    await Aw("f"); return 1
c = o8(); c.send(None)
try: print(c.throw(GeneratorExit))
except BaseException as e: print(repr(e))
async def i9():
    try: await Aw()
    except ValueError:
        x = await ok(); return x
async def bad():
    try: await Aw("bad1")
    except BaseException as e: print("bad", repr(e), repr(e.__context__))
    raise KeyError(3)
async def o9():
    print(await i9())
    for i in range(3):
        try: print(await fresh())
        except BaseException as e: print("o9", repr(e), repr(e.__context__))
    try: await bad()
    except KeyError as e: print(repr(e), repr(e.__context__))
c = o9(); c.send(None); print(c.throw(ValueError)); print(c.send(None)); print(c.throw(TypeError("q"))); print(c.throw(TypeError("q")))
try: c.throw(GeneratorExit)
except BaseException as e: print(repr(e), repr(e.__context__))
# three deep
async def l3():
    try: await Aw()
    except GeneratorExit: await ok()
async def l2():
    try: await l3(); print("l2 after")
    except GeneratorExit as e: print("l2", repr(e)); await ok(); raise
async def l1():
    try: await l2()
    except GeneratorExit as e: print("l1"); await ok(); await ok()
c = l1(); c.send(None)
try: c.throw(GeneratorExit("mine"))
except BaseException as e: print(repr(e))
