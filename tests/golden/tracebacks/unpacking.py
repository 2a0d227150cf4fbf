# Carets at unpacking.
def pairs(rows):
    for a, b in rows:
        print(a, b)


pairs([(1, 2), (3, 4, 5)])
