# OSError with its number and file names.
raise FileNotFoundError(2, "No such file or directory", "a.txt", None, "b.txt")
