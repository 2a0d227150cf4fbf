# test: max-steps=1000000
# Native functions that loop are counted too.
print(sum(range(10)))
print(sum(range(10**13)))
