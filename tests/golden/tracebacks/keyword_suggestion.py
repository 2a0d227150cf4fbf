# Suggestions for keyword arguments.
def move(*, distance, angle=0):
    pass


move(distnce=5)
