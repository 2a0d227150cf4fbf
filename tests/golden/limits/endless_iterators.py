# test: max-steps=300000
# A native function that asks an endless native iterator in a loop of its own.
import itertools

print(5 in itertools.islice(itertools.count(), 10))
print(-1 in itertools.count())
