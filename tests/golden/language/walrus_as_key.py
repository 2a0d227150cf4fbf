# An assignment expression in parentheses is a key like any other.
table = {(k := 3): k + 1, (k := k * 2): k}
print(table, k)
print({(size := n): size * 2 for n in range(3)}, size)
print({(*"ab",): 1})
