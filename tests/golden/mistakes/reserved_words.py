# `async` and `await` are words of the language: no names.
for text in ("async = 1", "await = 1", "def async(): pass", "import asyncio as await", "async def", "async with x: pass",
             "async for x in y: pass", "[x async for x in y]", "await x", "lambda: await x", "class C: await x",
             "def f(): return [await x for x in y]", "async def f(): yield from x", "async def f(): yield 1; return 2",
             "async lambda: 1", "async def f(): return await", "x = await", "f'{await x}'"):
    try:
        compile(text, "<text>", "exec")
        print(text, "-> fine")
    except SyntaxError as error:
        print(text, "->", error.msg)
