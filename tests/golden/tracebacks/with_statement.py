# An error in a with block, in __enter__ and in __exit__.
class M:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        raise RuntimeError("exit failed")


with M() as m, M():
    m.missing
