# Counts words.
import re, sys
from collections import Counter as Bag, defaultdict

LIMIT = 1_000
names, *rest = ["x", "y", 'z']
matrix = [[i * j for j in range(3)] for i in range(3)]
table = {1: "a", **{2: "b"}, (3, 4): {5, 6}}


def count(text: str, seen: dict[str, int] = {}) -> int:
    global LIMIT
    while (line := text.strip()) and LIMIT > 0:
        try:
            word, text = line.split(maxsplit=1)
            seen[word] = seen.get(word, 0) + 1
        except ValueError as error:
            print("last", error, file=sys.stderr)
            break
        except (KeyError, IndexError):
            pass
        else:
            LIMIT -= 1
        finally:
            del line
    return sum(seen.values()) if seen else -1


def kind(value):
    match value:
        case 0 | 1:
            return "bit"
        case [first, *others] if others:
            return first
        case {"k": v, **more}:
            return v, more
        case str(x) as y:
            return x + y
        case _:
            return None


class Walker:
    depth = matrix[1:][0][::2]

    def __init__(self, root, *args):
        self.root, self.args = root, args

    def walk(self):
        yield self.root
        yield from (a for a in self.args)
        with open("x") as f, open("y") as g:
            assert f is not g, "same"
            nonzero = lambda n, m=2: n << m & ~3 or not n
            return nonzero(1) if f else (yield)


print(count("a b c"), kind([1, 2]), sep="; "); print(-LIMIT // 2 % 7 @ 1)
