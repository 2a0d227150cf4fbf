# Carets under an attribute in a chain.
class A:
    b = None


print(A.b.upper().strip())
