# Characters of a text, one by one: a scanner and an evaluator of sums.
def scan(text):
    tokens = []
    at = 0
    while at < len(text):
        character = text[at]
        if character.isdigit():
            start = at
            while at < len(text) and text[at].isdigit():
                at += 1
            tokens.append(("number", text[start:at]))
            continue
        if character in "+-*()":
            tokens.append(("sign", character))
        elif character != " ":
            raise ValueError(character)
        at += 1
    return tokens


def value_of(tokens, at=0):
    total, sign = 0, 1
    while at < len(tokens):
        kind, text = tokens[at]
        if kind == "number":
            total += sign * int(text)
        elif text == "(":
            inner, at = value_of(tokens, at + 1)
            total += sign * inner
        elif text == ")":
            break
        else:
            sign = -1 if text == "-" else 1
        at += 1
    return total, at


text = "12 + (345 - 6) - ((78 + 9) - 1234) + 5 - (6 - (7 - 89))" * 20
print(sum(value_of(scan(text))[0] for _ in range(60)))
