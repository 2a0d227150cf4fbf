def f(x):
    # comment
    if x:
	return [1,
  2]

print(f"a{x!r:>{3}}b{x=}", 0x1F)
