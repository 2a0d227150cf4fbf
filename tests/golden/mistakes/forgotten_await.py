# A coroutine that nobody awaits does nothing; using it as its result does not work.
# test: streams=joined
import asyncio


async def fetch(page):
    print("never printed", page)
    return {"page": page}


async def main():
    fetch(1)
    print("after the first")
    page = fetch(2)
    for use in (lambda: page["page"], lambda: page + 1, lambda: len(page), lambda: [x for x in page], lambda: next(page),
                lambda: page(), lambda: page.get("page"), lambda: f"{page:>5}", lambda: -page, lambda: page < 3,
                lambda: "page" in page, lambda: int(page), lambda: page @ page, lambda: "a" + page):
        try:
            use()
        except (TypeError, AttributeError) as error:
            print(type(error).__name__, error)
    print(bool(page), page == page, type(page).__name__)
    page = None
    print("after the second")
    if fetch(3):
        print("a coroutine is true")
    print("end")


asyncio.run(main())
fetch(4)
print("over")
