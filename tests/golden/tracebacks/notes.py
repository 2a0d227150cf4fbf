# Notes stand below the message.
try:
    raise ValueError("first line\nsecond line")
except ValueError as e:
    e.add_note("a note")
    e.add_note("another\nof two lines")
    e.add_note("")
    raise
