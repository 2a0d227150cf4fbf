# raise ... from: the direct cause.
def load(text):
    try:
        return int(text)
    except ValueError as e:
        raise RuntimeError("bad config") from e


load("x1")
