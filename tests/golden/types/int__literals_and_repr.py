# Every way to write an integer, and how it shows.
print(0b1011, 0o755, 0xDEAD_beef, 1_000_000, 00, -0)
print(10**30, -(10**30), 2**64, -2**63, 2**63 - 1)
print(repr(True), int(True), str(-7), ascii(12))
print([0x7fffffffffffffff + 1, -0x8000000000000000 - 1])
print(bin(10), oct(-8), hex(255), bin(-2**70))
print(f"{10**20:,} {-1234567:_} {255:#x} {255:#010b}")
