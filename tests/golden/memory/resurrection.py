# __del__ runs once; what it stores lives on; what it raises is only reported.
class Phoenix:
    saved = []

    def __del__(self):
        print("burning")
        Phoenix.saved.append(self)


class Faulty:
    def __del__(self):
        raise RuntimeError("not now")


bird = Phoenix()
bird = None
print(len(Phoenix.saved))
Phoenix.saved.pop()
print(len(Phoenix.saved))
Faulty()
print("end")
