def first(items):
    return items[0] if items else null


print(first([1]))
print(first([]))
