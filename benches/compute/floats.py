# Float arithmetic: how long points of the plane stay near the origin.
def escape_time(x0, y0, limit):
    x = y = 0.0
    for n in range(limit):
        xx = x * x
        yy = y * y
        if xx + yy > 4.0:
            return n
        y = 2.0 * x * y + y0
        x = xx - yy + x0
    return limit


def picture(width, height, limit):
    total = 0
    for row in range(height):
        y = row * 2.4 / height - 1.2
        for column in range(width):
            total += escape_time(column * 3.2 / width - 2.2, y, limit)
    return total


print(picture(360, 240, 200))
