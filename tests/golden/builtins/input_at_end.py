# input at the end of the input.
try:
    input("prompt> ")
except EOFError as e:
    print()
    print(repr(e), e.args)
try:
    input(1, 2)
except TypeError as e:
    print(e)
print("after")
