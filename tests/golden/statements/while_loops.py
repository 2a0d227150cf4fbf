# while with else, nested breaks and changing conditions.
n = 3
while n:
    n -= 1
else:
    print("done", n)
while True:
    n += 1
    if n % 2:
        continue
    if n > 6:
        break
else:
    print("never")
print(n)
while (line := f"line {n}") and n < 11:
    print(line)
    n += 1
while False:
    print("no")
else:
    print("else of false")


def search(rows, wanted):
    r = 0
    while r < len(rows):
        c = 0
        while c < len(rows[r]):
            if rows[r][c] == wanted:
                break
            c += 1
        else:
            r += 1
            continue
        return r, c
    else:
        return None


print(search([[1, 2], [3, 4]], 4), search([[1]], 9))
count = 0
while 1:
    try:
        count += 1
        if count < 3:
            continue
        break
    finally:
        print("f", count)
