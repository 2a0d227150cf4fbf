match x:
    case f"a":
        pass
    case a.b(c=1, 2):
        pass
