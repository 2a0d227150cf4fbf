"""A small shop."""
import asyncio
from dataclasses import dataclass, field


@dataclass
class Item:
    name: str
    price: float = 1.0
    tags: list[str] = field(default_factory=list)

    def total(self, count=1, *, discount=0):
        if count < 0:
            raise ValueError(f"bad count {count!r} for {self.name:>10}")
        return self.price * count - discount


def cheapest(items, /, *others, key=lambda item: item.price, **options):
    best = None
    for index, item in enumerate([*items, *others]):
        if best is None or key(item) < key(best):
            best = item
        elif not options:
            continue
        else:
            print(index, end="")
    return best


async def fetch(name, delay=0.1):
    await asyncio.sleep(delay)
    return {"name": name, "size": len(name) ** 2}


async def main():
    async with asyncio.timeout(5) as scope:
        results = await asyncio.gather(*(fetch(n) for n in "abc" if n != "b"))
    sizes = {r["name"]: r["size"] for r in results}
    async for chunk in stream(sizes):
        print(f"{chunk=} {scope}")
    return [x async for x in stream(sizes) if x > 0]


if __name__ == "__main__":
    asyncio.run(main())
