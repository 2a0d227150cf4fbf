# Through a lazy map and join.
print(", ".join(map(lambda n: n.name, [1, 2])))
