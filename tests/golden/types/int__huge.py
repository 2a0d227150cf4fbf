# Arithmetic on numbers of hundreds of digits.
a = 3**500
b = 7**200
print(a % 10**20, b % 10**20, (a * b) % 10**20, (a + b) % 10**20, (a - b) % 10**20, a // b % 10**20, a % b % 10**20, -a // b % 10**9, -a % b % 10**9)
print(len(str(a)), a.bit_length(), (a >> 700), a & (2**64 - 1), a | 1 == a, (a ^ b) & 0xFFFF, ~a & 0xFF, pow(a, 3, 1000007), pow(a, -1, 1000007), divmod(a, 10**200)[0])
print(int(str(a)) == a, int(hex(a), 16) == a, int.from_bytes(a.to_bytes(100, "big"), "big") == a, a == float(a), float(b) == b, hash(a), hash(-a), hash(a) == hash(a % (2**61 - 1)))
import math

print(math.isqrt(a) ** 2 <= a, math.gcd(a * 6, b * 4), math.factorial(30), math.comb(100, 50), math.log2(2**1000), math.log(10**400), 10**400 // 10**398, round(a, -230) % 10**231 == 0)
print(f"{b:,}"[:30], f"{b:e}", f"{b:.3e}", f"{10**25:g}", f"{10**25:f}", f"{2**64:#x}", f"{-(2**64):_b}"[:20], str(10**50).count("0"), sum(map(int, str(a))))
print(2**64 == 2.0**64, 2**64 < 2.0**64 + 1e5, 10**23 == 1e23, 10**22 == 1e22, int(1e23), int(1e22), 10**400 > 1e308, -(10**400) < 0.5)
