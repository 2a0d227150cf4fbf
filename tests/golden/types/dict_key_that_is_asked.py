# A key of equal hash is asked before a later one that is known to be equal.
class Chameleon:
    alike = False

    def __hash__(self):
        return hash("a")

    def __eq__(self, other):
        return Chameleon.alike and other == "a"


data = {Chameleon(): 1, "a": 2}
print(data["a"])
Chameleon.alike = True
print(data["a"], data.get("a"), "a" in data)
data["a"] = 5
print(list(data.values()))
del data["a"]
print(list(data.values()))
for n in range(20):
    data[n] = n
Chameleon.alike = False
print(data["a"], len(data))
