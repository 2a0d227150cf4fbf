# Which parts of a try run, and what return and raise do in them.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


def run(kind):
    print(kind, end=": ")
    try:
        try:
            if kind == "raise":
                raise ValueError("v")
            if kind == "key":
                {}["k"]
            if kind == "return":
                return "from try"
            if kind == "other":
                raise OSError("o")
            print("body", end=" ")
        except ValueError as e:
            print("except", e, end=" ")
            raise RuntimeError("new") from e
        except (KeyError, TypeError):
            print("tuple", end=" ")
            return "from except"
        else:
            print("else", end=" ")
            return "from else"
        finally:
            print("finally", end=" ")
    except RuntimeError as e:
        return repr(e), repr(e.__cause__), e.__cause__ is e.__context__
    except Exception as e:
        return type(e)


for kind in ("none", "raise", "key", "return", "other"):
    print(run(kind))


def override():
    try:
        raise ValueError("lost")
    finally:
        return "finally wins"


def nested():
    try:
        try:
            1 / 0
        finally:
            print("inner finally")
            {}["missing"]
    except KeyError as e:
        return repr(e.__context__)


def bare():
    try:
        raise KeyboardInterrupt
    except:
        return "bare"


def deleted():
    e = "outer"
    try:
        raise ValueError
    except ValueError as e:
        pass
    return e


def handler_expression():
    try:
        raise ValueError("x")
    except 5:
        pass


def no_active():
    raise


print(override(), nested(), bare())
show(deleted)
show(handler_expression)
show(no_active)


def loop():
    for i in range(3):
        try:
            if i == 0:
                continue
            if i == 1:
                raise ValueError
            return i
        except ValueError:
            print("caught", end=" ")
        finally:
            print("fin", i, end=" ")


print(loop())
