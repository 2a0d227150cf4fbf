# Messages of several lines, and of none.
class Empty(Exception):
    pass


try:
    raise Empty
except Empty:
    raise Exception("one\n  two\n\nfour")
