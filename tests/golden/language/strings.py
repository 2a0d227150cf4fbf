# Strings and f-strings.
name, amount = "Ada", 3.14159
print(f"{name!r:>8}|{name:<6}|{name:^7}|{amount:.2f}|{amount:8.3f}|{42:05d}|{1234567:,}")
print(f"{name=} {amount=:.1f} {'nested ' + f'{1 + 1}'} {{braces}}")
print("a,b,,c".split(","), "-".join(["x", "y"]), "  pad ".strip(), "abc"[::-1], "abc"[1:], "abc"[-1])
print("Hello".upper(), "Hello".lower(), "hello world".title(), "x".center(5, "*"), "tea".replace("t", "s"))
print("na" * 3, "b" in "abc", "abc".find("c"), "abcabc".count("bc"), "abc".startswith("ab"), len("häß"))
print('single "double"', "it's", "tab\tnewline\\n", """two
lines""", "\u00e9\N{SNOWMAN}", repr("q'\"\n"))
print("%s is %d years, %.1f" % ("Bo", 7, 1.25), "{} {1} {0}".replace("{} ", "").format("a", "b"))
print("a" < "b", "abc" == "abc", max("hello"), sorted("hello"), "é".encode(), b"bytes".decode())
