# The is... methods on texts of every kind.
texts = ["", "abc", "ABC", "a1", "123", "½", "²", "٣", "Ⅷ", " ", "\t\n", "a b", "é", "日本", "_x", "1x", "class", "\x00", "\u00ad", "～", "a\n"]
for name in ["isalpha", "isdigit", "isdecimal", "isnumeric", "isalnum", "isspace", "isprintable", "isidentifier", "isascii", "islower", "isupper", "istitle"]:
    print(f"{name:13}", "".join("01"[getattr(t, name)()] for t in texts))
