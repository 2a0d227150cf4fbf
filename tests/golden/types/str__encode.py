# encode and its error handlers.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


s = "héé€😀"
for codec in ["utf-8", "UTF8", "latin-1", "ascii", "utf-16", "utf-16-le", "utf-32-be", "nope", "u8"]:
    show(lambda: s.encode(codec))
for errors in ["ignore", "replace", "xmlcharrefreplace", "backslashreplace", "surrogateescape", "bad"]:
    show(lambda: "aé€😀".encode("ascii", errors))
show(lambda: "\ud800".encode())
show(lambda: "\ud800".encode("utf-8", "surrogatepass"))
show(lambda: "\udcff".encode("utf-8", "surrogateescape"))
show(lambda: "a".encode(encoding="utf-8", errors="strict"))
show(lambda: "é".encode("ascii"))
show(lambda: "aéé".encode("ascii"))
show(lambda: "a".encode(1))
try:
    "abcé".encode("ascii")
except UnicodeEncodeError as e:
    print(e.encoding, e.object, e.start, e.end, e.reason, e.args)
