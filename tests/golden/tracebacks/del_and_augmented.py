# Carets at del and at augmented assignment.
d = {"a": {}}
try:
    d["a"]["b"] += 1
except KeyError:
    pass
del d["a"]["b"]["c"]
