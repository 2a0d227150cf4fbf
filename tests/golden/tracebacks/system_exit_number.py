# SystemExit with a number, through finally blocks.
try:
    raise SystemExit(3)
finally:
    print("cleanup")
