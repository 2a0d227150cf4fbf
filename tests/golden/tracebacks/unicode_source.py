# Carets where the line has wide and combining characters.
värde = {"ключ": 1, "日本": 2}
print(värde["日本"] + värde["ключ"] + värde["немає"])
