def first(a, b)
    return a + b

print("one" "two" three)

while x = 1:
    pass
