# The usual ways to build text.
rows = [("apple", 3, 0.5), ("kiwi", 12, 0.25)]
for name, n, price in rows:
    print(f"{name:<8}|{n:>4}|{price:8.2f}|{n * price:>+9.3f}")
print("\n".join("%-8s%3d" % (n, c) for n, c, _ in rows))
print("-" * 20, "=".join("abc"), "ab" "cd", "x".center(9, "."), sep="\n")
text = "the quick brown fox jumps over the lazy dog the end"
counts = {}
for w in text.split():
    counts[w] = counts.get(w, 0) + 1
print(sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:3], max(counts, key=counts.get), " ".join(w[::-1] for w in text.split())[:20])
print("".join(chr((ord(c) - 97 + 13) % 26 + 97) if c.isalpha() else c for c in text)[:20], text.title()[:20], text.replace("the", "THE", 2)[:30], text.count("o"), text.find("fox"), len(set(text)))
s = ""
for i in range(5):
    s += str(i) + ("," if i < 4 else ".")
print(s, s[::2], s.rstrip("."), s.partition(","), f"{s!r:>15}", repr(s), "tab\there", r"raw\n", "é".encode().hex(), "naïve".upper(), "ß".upper(), "%s" % s)
print("multi\
line", "a\
 b", """q"uo'tes""", 'it''s', "\x41\u0042\N{LATIN SMALL LETTER C}", b"bytes".decode() + "!", str(3) + str(4), int("3") + 4, "3" * 4, "10" < "9", "a" < "B", ord("a"), chr(98))
