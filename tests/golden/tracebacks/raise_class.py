# raise of a class, of an instance, of something else.
try:
    raise KeyError
except KeyError as e:
    print(repr(e))
try:
    raise 5
except TypeError as e:
    print(e)
raise ValueError from "text"
