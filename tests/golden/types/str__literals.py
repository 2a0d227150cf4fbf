# Escapes, raw, joined and triple-quoted literals; how repr chooses its quotes.
print("tab\there", r"raw\n", "a" "b" 'c', "\x41\u00e9\U0001F600\101\N{BULLET}")
print(repr("it's"), repr('say "x"'), repr("""both ' and " """), repr("\\"), repr("\n\r\t\0\x7f\x80\xa0\xad"))
print(repr("é日本😀\u200b\ud800\u2028"), ascii("é日😀"), "a\
b")
print("""line one
  line two""", '''x"y''')
print(len("😀"), len("e\u0301"), "\ud83d" == "\ud83d", "caf\u00e9" == "café")
print("%r %s" % ("a\tb", "a\tb"), f"{'q'!r:>5}|{'é'!a}|{1!s}")
