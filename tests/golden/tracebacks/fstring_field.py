# An error within a field of an f-string.
user = {"name": "x"}
print(f"Hello {user['name']} from {user['city']!r:>10}")
