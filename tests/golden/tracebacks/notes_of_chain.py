# Notes of causes.
try:
    try:
        raise KeyError("k")
    except KeyError as e:
        e.add_note("on the cause")
        raise ValueError("v") from e
except ValueError as e:
    e.add_note("on the effect")
    raise
