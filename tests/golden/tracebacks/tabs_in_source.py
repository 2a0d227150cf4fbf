# Lines that are indented by tabs.
def f():
	if True:
		x = [1,	2][5]


f()
