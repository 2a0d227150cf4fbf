# Carets under a subscript within a longer expression.
data = {"rows": [{"id": 1}, {"name": "x"}]}
print(len(data["rows"][1]["id"]) + 1)
