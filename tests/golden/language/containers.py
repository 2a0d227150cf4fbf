# Lists, tuples, dictionaries, sets; slices and unpacking.
numbers = [3, 1, 2]
numbers.append(5); numbers.extend([9, 8]); numbers.insert(1, 7)
print(numbers, numbers.pop(), numbers.pop(0), numbers.index(2), len(numbers), sorted(numbers, reverse=True))
numbers[1:3] = ["a", "b", "c"]
print(numbers, numbers[::2], numbers[-2:], [0] * 3 + [1], 7 in numbers)
first, *middle, last = range(5)
(a, b), c = (1, 2), 3
print(first, middle, last, a, b, c, (1,), (), tuple("ab"))
ages = {"Ada": 36, "Alan": 41}
ages["Grace"] = 85
del ages["Alan"]
print(ages, ages.get("Bob", "?"), "Ada" in ages, list(ages.keys()), list(ages.values()), list(ages.items()))
print({**ages, "x": 1}, [*"ab", *(1, 2)], dict(a=1, b=2), {n: n * n for n in range(3)}, ages.pop("Ada"), ages)
print({1, 2, 3} & {2, 3, 4}, len({1, 1, 2}), sorted({3, 1} | {2}), {x for x in (1, 1)})
print([x * y for x in range(3) for y in range(3) if x != y], any(x > 1 for x in [1, 2]), sum(n for n in range(10)))
print(list(zip("ab", [1, 2])), list(enumerate("xy", 1)), list(map(str, [1, 2])), list(filter(None, [0, 1, "", "a"])))
for index, (key, value) in enumerate({"k": "v", "l": "w"}.items()):
    print(index, key, value)
print(min(3, 1, 2), max([4, 9, 2]), max("aa", "b", key=len), list(reversed([1, 2, 3])), all([]))
print([1, [2, (3,)], {"a": None}, "s", 1.0, True], [1, 2] < [1, 3], [1, 2] == [1, 2], (1, 2) + (3,))
