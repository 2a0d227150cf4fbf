"""What a loop does with a coroutine, done by hand: send it on, and take what it yields."""


class Pause:
    def __init__(self, why):
        self.why = why

    def __await__(self):
        answer = yield self.why
        return answer


async def errand():
    first = await Pause("the bakery")
    second = await Pause("the post")
    return f"{first} and {second}"


coroutine = errand()
print("waits for", coroutine.send(None))
print("waits for", coroutine.send("bread"))
try:
    coroutine.send("stamps")
except StopIteration as end:
    print("came home with", end.value)
