"""except* within loops, coroutines, generators, with finally, names unbound, and what may not stand in it."""
import asyncio


def nested(error):
    try:
        try:
            raise error
        except* ValueError as e:
            print("inner", repr(e))
            try:
                raise KeyError("k")
            except* KeyError as k:
                print("within", repr(k), repr(k.__context__))
        finally:
            print("finally")
    except* TypeError as e:
        print("outer", repr(e))
    try:
        e
    except UnboundLocalError as u:
        print(u)


nested(ExceptionGroup("g", [ValueError(1), TypeError(2)]))
nested(ValueError(3))
nested(TypeError(4))

for i in range(3):
    try:
        if i:
            raise ExceptionGroup("loop", [ValueError(i), OSError(i)])
    except* (ValueError, OSError) as e:
        print(i, e.exceptions)
    else:
        print(i, "else")


def generator():
    try:
        yield 1
    except* ValueError as e:
        yield repr(e)
    yield 3


g = generator()
print(next(g), g.throw(ValueError("thrown")), next(g))


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            async def fails(error):
                await asyncio.sleep(0)
                raise error
            group.create_task(fails(ValueError("a")))
            group.create_task(fails(OSError("b")))
            group.create_task(fails(ValueError("c")))
    except* ValueError as e:
        await asyncio.sleep(0)
        print("values", e.exceptions)
    except* OSError as e:
        print("os", e.exceptions)


asyncio.run(main())

for text in ("for x in y:\n try: pass\n except* E: break\n",
             "for x in y:\n try: pass\n except* E: continue\n",
             "def f():\n try: pass\n except* E: return\n"):
    try:
        compile(text, "text", "exec")
    except SyntaxError as e:
        print(e.msg, e.lineno)
