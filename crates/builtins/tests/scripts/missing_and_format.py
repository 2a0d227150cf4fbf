class D(dict):
    def __missing__(self, key):
        return f"no {key}"
d = D(a=1)
print(d["a"], d["zzz"], d.get("zzz"), "zzz" in d)
class Broken:
    def __format__(self, spec): return 5
try:
    f"{Broken()}"
except TypeError as e:
    print(e)
class I(int):
    def __repr__(self): return "I"
print(f"{I(4)}")
print(type("X", (), {}))
