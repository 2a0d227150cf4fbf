print("\d")
if x:
	a
        b
