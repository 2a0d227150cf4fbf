# Case in its Unicode forms.
for s in ["hello World", "STRASSE ß", "ŉ ﬁ İ ı", "ΑΣ ΟΔΥΣΣΕΥΣ", "they're bill's o'neil", "ǆ ǅ", "123 abc", ""]:
    print(repr(s.upper()), repr(s.lower()), repr(s.title()), repr(s.capitalize()), repr(s.swapcase()), repr(s.casefold()))
print("ABC".isupper(), "aBC".isupper(), "A1".isupper(), "1".isupper(), "abc".islower(), "Ab Cd".istitle(), "AB".istitle(), "A".istitle(), "".istitle())
print("ß".casefold() == "SS".casefold(), "İ".lower() == "i̇", len("İ".lower()))
