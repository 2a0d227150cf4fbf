# An error while another is handled.
try:
    {}["key"]
except KeyError:
    [][0]
