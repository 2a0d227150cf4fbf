# Strings: splitting, joining, formatting, searching, building.
def shout(text, rounds):
    length = 0
    for n in range(rounds):
        words = text.split()
        line = ", ".join(word.upper() for word in words)
        line += f" #{n:05d}"
        length += len(line) + line.count("O") + line.find("LOOP")
        length += len(line.replace("A", "aa").lower())
    return length


def build(count):
    parts = ""
    for n in range(count):
        parts += str(n % 10)
    return sum(1 for character in parts if character == "7")


print(shout("the loop goes on and on and over again", 150_000), build(1_000_000))
