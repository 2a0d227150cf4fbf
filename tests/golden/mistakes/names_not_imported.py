# Names that a first program forgets.
def attempt(code):
    try:
        exec(code, {})
    except NameError as error:
        print(error)


attempt("asyncio.run(main())")
attempt("import asyncio\nasyncio.run(main())")
attempt("task = create_task(work())")
attempt("task.cancel()")
attempt("nest_asyncio.apply()")
attempt("box = started_but_unfinished_job()")


async def starts():
    return create_task(starts())


try:
    starts().send(None)
except NameError as error:
    print(error)
