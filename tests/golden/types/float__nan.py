# nan is equal to nothing, and found in containers by identity.
nan = float("nan")
other = float("nan")
print(nan == nan, nan != nan, nan < 1, nan > 1, nan is nan)
print(nan in [nan], other in [nan], [nan] == [nan], [nan] == [other], (nan,) == (nan,), {1: nan} == {1: nan})
print([nan].index(nan), [nan, other].count(nan), min(nan, 1), max(1, nan), min([1, nan]), sorted([3, nan, 1]))
d = {nan: 1}
d[other] = 2
print(len(d), d[nan], d.get(float("nan")), len({nan, nan, other}))
print(hash(nan) == hash(nan), bool(nan), nan in {nan}, other in {nan}, str(nan), repr(-nan))
print(float("inf") == float("inf"), -float("inf") < -1e308, hash(float("inf")), hash(float("-inf")))
