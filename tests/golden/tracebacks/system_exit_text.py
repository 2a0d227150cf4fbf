# SystemExit with a text prints it and exits with 1.
import sys

print("before")
sys.exit("the reason")
