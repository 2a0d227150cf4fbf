"""What does not compile is shown with its line."""

exec("x = 1\nfor i in range(3)\n    pass\n")
