# KeyError shows the repr of its key.
table = {"it's": 1}
table["say \"x\""]
