# test: max-memory=40M
rows = []
try:
    while True:
        rows.append([0] * 10_000)
except MemoryError:
    print("caught")
finally:
    print("finally")
