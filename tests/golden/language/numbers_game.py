# Small numeric programs whose results are easy to check.
def primes(n):
    sieve = [True] * (n + 1)
    sieve[:2] = [False, False]
    for i in range(2, int(n**0.5) + 1):
        if sieve[i]:
            sieve[i * i :: i] = [False] * len(sieve[i * i :: i])
    return [i for i, p in enumerate(sieve) if p]


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def to_base(n, b):
    digits = ""
    while n:
        n, d = divmod(n, b)
        digits = "0123456789abcdef"[d] + digits
    return digits or "0"


def newton(x):
    g = x
    while abs(g * g - x) > 1e-12:
        g = (g + x / g) / 2
    return round(g, 9)


def matrix_power(m, n):
    r = [[1, 0], [0, 1]]
    mul = lambda a, b: [[sum(x * y for x, y in zip(row, col)) for col in zip(*b)] for row in a]
    while n:
        if n & 1:
            r = mul(r, m)
        m = mul(m, m)
        n >>= 1
    return r


print(primes(50), gcd(1071, 462), collatz(27), to_base(255, 2), to_base(2**40, 16), newton(2), matrix_power([[1, 1], [1, 0]], 90)[0][1])
print(sum(int(d) for d in str(2**1000)), sum(1 for y in range(1901, 2001) if y % 4 == 0), [n for n in range(1, 1000) if n == sum(int(d) ** len(str(n)) for d in str(n))], round(sum((-1) ** k / (2 * k + 1) for k in range(1000)) * 4, 6))
pascal = [[1]]
for _ in range(5):
    pascal.append([1, *(a + b for a, b in zip(pascal[-1], pascal[-1][1:])), 1])
print(pascal[-1], list(zip(*[[1, 2, 3], [4, 5, 6]])), [list(c) for c in zip(*["abc", "def"])], sorted({x * y % 7 for x in range(7) for y in range(7)}))
