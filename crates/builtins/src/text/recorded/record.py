"""Records what CPython 3.13 does with text, for the tests of `crates/builtins/src/text`.

Run in this folder with CPython 3.13: `python3 record.py`. Every line of a `.tsv` file is one case:
tab-separated fields, the last one `=result` or `!ErrorClass: message`. Backslash, tab, newline and
everything outside printable ASCII are written as `\\uXXXXXX`.
"""
import itertools

def esc(s):
    return "".join(c if 32 <= ord(c) < 127 and c != "\\" else f"\\u{ord(c):06x}" for c in s)

def outcome(f):
    try:
        r = f()
        return "=" + esc(r if isinstance(r, str) else repr(r))
    except Exception as e:
        return "!" + type(e).__name__ + ": " + esc(str(e))

def write(name, rows):
    with open(name + ".tsv", "w") as out:
        seen = set()
        for row in rows:
            line = "\t".join(row)
            if line not in seen:
                seen.add(line)
                out.write(line + "\n")

FLOATS = ["0.0", "-0.0", "1.0", "-1.5", "0.1", "1e15", "1e16", "123456789012345680.0", "9999999999999998.0",
          "0.0001", "0.00001", "1.5e-05", "1e22", "1e23", "1.7976931348623157e308", "5e-324", "2.5", "3.5",
          "1234567.891", "0.30000000000000004", "inf", "-inf", "nan", "100.0", "2e-7", "1e100", "12345678901234.5",
          "0.5", "1.25", "2.675", "999999.5", "99999.95", "1e-10"]

def float_repr():
    for f in FLOATS:
        yield ["repr", f, outcome(lambda: repr(float(f)))]
        yield ["hex", f, outcome(lambda: float(f).hex())]
    texts = ["1", " 1.5 ", "1_000.5", "1__0", "_1", "1_", "1e5", "1E+5", "1e-5", "1e", "e5", ".5", "5.", ".", "",
             " ", "+1", "-1", "+-1", "inf", "-INF", "Infinity", "+iNfInItY", "infinit", "nan", "-nan", "NaN", "1_0e1_0",
             "1._5", "1_.5", "1e_5", "0x10", "1.5f", "1 5", "\t1\n", "\u00a01\u2003", "\u0661\u0662.\u0665", "1\x00",
             "1e400", "-1e400", "1e-400", "1.5j", "nan()", "1_e5", "\x1c1\x1f", "\u1e951", "123456789012345678901234567890",
             "0.1e1", "1" * 50, "i", "n", "+", "-", "1e+", "1e5.5", "--1", "\ud800", "1\ud800"]
    for t in texts:
        yield ["parse", esc(t), outcome(lambda: float(t))]
    for t in ["0x1p0", "0x1.8p1", "-0x1.999999999999ap-4", "1", "0x.8", "0x1.fffffffffffffp+1023", "0x1p1024", "0x1p-1074",
              "0x0.00001p-1070", "0x1p-1075", "0x1.8p-1075", "inf", "-nan", "Infinity", " 0x10 ", "0x", "p1", "0x1p", "0x1.1.1", "abc", "xyz", "", "0x1.00000000000008p0",
              "0x1.00000000000018p0", "0x1.000000000000081p0", "1.8p+3", "0X1P3", "0x1_0", "0x1p99999999999999999999", "0x0p99999999999999999999", "0x1p-99999999999999999999"]:
        yield ["fromhex", esc(t), outcome(lambda: float.fromhex(t))]

def int_text():
    texts = ["0", "1", "-1", "+5", " 12 ", "1_000", "1__0", "_1", "1_", "", " ", "-", "+", "0x1F", "0X1f", "0b101", "0o17", "-0x10",
             "0x_1f", "0x", "0_x1", "00", "007", "0_0", "z", "1.5", "abc", "\u0661\u0662\u0663", "\u00a07\u00a0", "\t7\n", "12a", "1 2", "--1", "- 1",
             "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
             "123456789012345678901234567890", "\ud800", "1\x00", "\x1c8", "\u00b2", "0b12", "0b", "0b_1", "_0b1", "0b1_", "1e5", "'", "it's", "a" * 300, "\U0001d7d9", "\n"]
    for t in texts:
        for base in [10, 0, 2, 8, 16, 36]:
            yield ["int", esc(t), str(base), outcome(lambda: int(t, base))]
    for base in [1, -1, 37]:
        yield ["int", "1", str(base), outcome(lambda: int("1", base))]
    for n in [4300, 4301]:
        yield ["long", str(n), "10", outcome(lambda: int("1" * n) % 1000)]
        yield ["long", str(n), "16", outcome(lambda: int("1" * n, 16) % 1000)]
        yield ["longrepr", str(n), "10", outcome(lambda: repr(10 ** (n - 1))[:3])]
    for v in [0, 1, -1, 255, -255, 2**63 - 1, -2**63, 2**64, -2**70, 10**30]:
        yield ["hex", str(v), outcome(lambda: hex(v))]
        yield ["oct", str(v), outcome(lambda: oct(v))]
        yield ["bin", str(v), outcome(lambda: bin(v))]

def spec_matrix():
    for align, sign, alt, zero, width, group, prec, kind in itertools.product(
            ["", "<", "*^", "="], ["", "+", " "], ["", "#"], ["", "0"], ["", "1", "12"], ["", ",", "_"], ["", ".0", ".3"],
            ["", "e", "f", "g", "%", "d", "x", "b", "s", "c", "n", "G", "X", "o"]):
        yield align + sign + alt + zero + width + group + prec + kind

ODD_SPECS = ["", "y", "5y", ".", ".f", "10.", "abc", "<<", "<<<", "-", "+d", " d", "#d", "z", "zd", "z.1f", "zs", ",", "_", ",,", "__", ",_", "_,", ",d", ",x",
             ",s", "_s", ",n", "_n", "_b", ",b", ",c", "=", "=5", "=5s", "05", "05s", "<05", "^05d", "x<05d", "é>5", "}<5", "99999999999999999999", ".99999999999999999999",
             "5.5.5", "d5", "s ", " s", "E", "F", "G", "10,.2f", "010,.2f", "012,d", "011,d", "010,d", "09,d", "020_x", "021_b", "+.3e", "#.0f", "#.0e", "#g", "#.3g", "#x", "#b", "#o", "#X",
             "#010x", "-<10", "+<+10", "<=5", "=+5", "\x00>5", "\u4e2d<6", ">>5", "0>5", "05.1f", "-05.1f", "+08.2%", "%", ".0%", ".2n", "n", "\n", "\u0663", "0", "00", "000005", "-0", "+0d", "1_0", "٣",
             "z+.1f", "+z.1f", "z#.1f", "#zf", "0=5", "*=10", "*=+10", " >5", " <5", "c", "5c", "+c", "#c", ".2c", ".2d", ".2s", ".0s", "#s", "+s", "-s", " 5s", "zc", "r", "a", "i", "u", "\ud800", ",.2f", "_.2f", "_.2e", ",%",
             ",.3g", "_g", ",g", "020,.3f", "020_.3e", "*^+20,.1f", "\U0001f600", "\xe9", "7\xe9", ",\xe9", ",é", ",y", "_y", ",X", "_X", "_o", ",o", ",e", "_%"]

def format_spec():
    values = {"str": ["", "abc", "h\u00e9llo", "\U0001f600b"],
              "int": ["0", "7", "-42", "1234567", "-1234567890123456789012", "65"],
              "bool": ["True", "False"],
              "float": ["0.0", "-0.0", "1.0", "-1.5", "1234567.891", "1e16", "1.5e-07", "inf", "nan", "-inf", "-0.04", "1e100", "99999.95"],
              "complex": ["1j", "(1+2j)", "(-0-1.5j)", "complex('nan+infj')", "(1234.5+1e20j)"]}
    for kind, texts in values.items():
        for t in texts:
            v = t if kind == "str" else eval(t, {"inf": float("inf"), "nan": float("nan")})
            for n, spec in enumerate(ODD_SPECS):
                # All of them for the first value of a type, a changing third for the others.
                if t == texts[0] or (n + texts.index(t)) % 3 == 0:
                    yield [kind, esc(t), esc(spec), outcome(lambda: format(v, spec))]
    matrix = list(spec_matrix())
    few = {"str": ["ab"], "int": ["1234567", "-3"], "float": ["1234.5678", "-0.00012345"], "complex": ["(1.5-2345.25j)"], "bool": ["True"]}
    step = {"str": 83, "int": 41, "float": 37, "complex": 61, "bool": 197}
    for kind, texts in few.items():
        for n, t in enumerate(texts):
            v = t if kind == "str" else eval(t)
            for spec in matrix[n::step[kind]]:
                yield [kind, esc(t), esc(spec), outcome(lambda: format(v, spec))]

def percent():
    flags = ["", "-", "0", "+", " ", "#", "-0", "+0", "#0", "#+010", "- ", "0-8"]
    for kind, v in [("d", "5"), ("d", "-1234567890123456789012"), ("i", "42"), ("u", "-7"), ("x", "255"), ("X", "-255"), ("o", "8"), ("o", "0"),
                    ("f", "3.14159"), ("F", "inf"), ("e", "12345.678"), ("E", "-0.0001"), ("g", "1e-07"), ("G", "1e+20"), ("g", "100000.0"), ("f", "nan"), ("f", "1e22"),
                    ("s", "'abc'"), ("s", "'h\u00e9'"), ("r", "'abc'"), ("a", "'h\u00e9'"), ("c", "'x'"), ("c", "97"), ("d", "3.99"), ("d", "True")]:
        for flag in flags:
            for width in ["", "3", "12"]:
                for prec in ["", ".", ".0", ".2", ".7"]:
                    # A third of the combinations is enough, as long as it is always the same one.
                    if (len(flag) + len(width) * 3 + len(prec) * 5 + len(v)) % 3 and (flag, width) != ("", ""):
                        continue
                    t = "%" + flag + width + prec + kind
                    val = eval(v, {"inf": float("inf"), "nan": float("nan")})
                    yield ["one", esc(t), esc(v), outcome(lambda: t % (val,))]
    for t in ["%", "%%", "a%", "%y", "ab%zc", "%(a", "%(a)", "%(a)s", "%5", "%.", "%-", "%l", "%ld", "%hd", "%Ld", "%lld", "%99999999999999999999d", "%.99999999999999999999d",
              "%\u00e9", "%.5%", "%5%", "%-5%x", "%(a)%", "%(b(c)d)s", "%()s", "%s %s", "%*d", "%.*f", "%*.*f", "%(a)*d", "%#%", "%\x00", "%\n", "plain", "100%", "%D", "%(a)y", "%v", "% ", "%+", "%0", "%\ud800"]:
        for args in ["()", "(1,)", "(1, 2)", "(4, 2, 3.5)", "{'a': 1, 'b(c)d': 2, '': 3}", "5", "'x'", "[1]", "(-6, 2)", "('x', 1)", "(1.5, 2)", "(7, -1, 2.5)"]:
            yield ["args", esc(t), args, outcome(lambda: t % eval(args))]
    for t in ["%d", "%x", "%o", "%X", "%i", "%u", "%c", "%f", "%e", "%g", "%s", "%5.1s"]:
        for v in ["'a'", "'ab'", "None", "1.5", "1j", "[]", "300", "-1", "1114112", "b'a'", "''", "2**70", "True", "inf", "nan"]:
            yield ["args", t, f"({v},)", outcome(lambda: t % eval(f"({v},)", {"inf": float("inf"), "nan": float("nan")}))]

class Probe:
    """Says what str.format did with it."""
    def __init__(self, path=""): self.path = path
    def __getattr__(self, name):
        if name.startswith("__"): raise AttributeError(name)
        return Probe(self.path + "." + name)
    def __getitem__(self, key): return Probe(self.path + "[" + repr(key) + "]")
    def __format__(self, spec): return "<" + self.path + ":" + spec + ">"
    def __str__(self): return "S" + self.path
    def __repr__(self): return "R" + self.path

def str_format():
    for t in ["", "a", "{}", "{0}", "{1}", "{} {}", "{} {} {}", "{0} {}", "{} {0}", "{a}", "{b}", "{{}}", "{{{}}}", "{", "}", "{}}", "{{}", "}{", "{!r}", "{!s}", "{!a}", "{!x}", "{!}", "{!rr}", "{!r:5}", "{!r }",
              "{:}", "{::}", "{:>5}", "{:{}}", "{:{}{}}", "{:{a}}", "{:{{}}}", "{:{:{}}}", "{0:{1}}", "{:{0}}", "{0.x}", "{.x}", "{0.x.y}", "{0[k]}", "{[k]}", "{0[3]}", "{0[-1]}", "{0[03]}", "{0[a b]}", "{0[a]b}", "{0[a}", "{0[}", "{0[]}", "{0]}",
              "{0.}", "{.}", "{a.b[c].d}", "{a!r:>{0}}", "{ 0}", "{0 }", "{ }", "{-1}", "{+1}", "{00}", "{01}", "{1_0}", "{99999999999999999999}", "{0[99999999999999999999]}", "{a b}", "{a-b}", "{0:{", "{0:{}", "{0:}}", "{0!", "{0!r", "{0:", "{0", "{a", "{0.x", "{0[x", "{0.[x]}", "{0..x}", "{0[x].y}", "{0[[x]}",
              "{0[x]]}", "{0[{}]}", "{0:a{0}b{1}c}", "{:{}} {}", "{\u0660}", "{!\u00e9}", "{0!r:{1!s}}", "x{0}y{a}z", "{0:}", "{0!s:}", "{[}]}", "{0[!]}", "{0[:]}", "{a[:]!r:5}", "{0.!r}", "{!r:{}}", "{:{!r}}", "{}{", "{}}}", "}}", "{{", "{0:{{}}", "{0:x}}y", "{a.}", "{a[]}", "{!", "{:", "{:{:{:{}}}}", "{0!{1}}", "{{0}}", "{:{}{0}}", "{0:{}}", "{:\ud800}", "\ud800{}"]:
        yield ["format", esc(t), outcome(lambda: t.format(Probe("p"), Probe("q"), a=Probe("a")))]

def quote():
    for t in ["", "abc", "it's", 'say "hi"', "it's \"both\"", "\\", "\n\r\t", "\x00\x01\x1f\x7f", "\x80\x9f\xa0\xad\xff", "\u0100\u0378\u200b\u2028\ue000\ufeff\ufffe", "\U0001f600\U000e0001\U0010ffff\U0001f7fe", "\ud800\udfff",
              "\u3000\u00a0 ", "\u0301", "\u1680", "caf\u00e9", "\u2065", "\U0001fae8\U0001fae9", "\u2ffc\u31ef\u31e4", "\U0002ebf0", "'", '"', "'\"", "'''", "a\\'b"]:
        yield ["repr", esc(t), outcome(lambda: repr(t))]
        yield ["ascii", esc(t), outcome(lambda: ascii(t))]
    for b in [b"", b"abc", b"it's", b'"', b"'\"", b"\x00\x1f\x7f\x80\xff", b"\n\r\t\\", bytes(range(256))]:
        yield ["bytes", esc(b.decode("latin-1")), outcome(lambda: repr(b))]
    # One number for all code points: a hash of whether each is printable.
    h = 0xcbf29ce484222325
    for cp in range(0x110000):
        h = ((h ^ chr(cp).isprintable()) * 0x100000001b3) % 2**64
    yield ["printable", "all", "=" + format(h, "016x")]

def case():
    texts = ["hello wORLD", "\u00df", "\ufb01x", "\u0130I\u0131i", "\u0391\u03a3", "\u0391\u03a3 \u03a3\u0391\u03a3'", "A\u0345\u03a3.", "\u03a3", "they're", "\u01c4\u01c5\u01c6", "\u10d0\u1c90", "x1y 2z", "a\u0301b"]
    for name in ["upper", "lower", "casefold", "title", "capitalize", "swapcase"]:
        for t in texts:
            yield [name, esc(t), outcome(lambda: getattr(t, name)())]
        # One number for each block of code points.
        for first in range(0, 0x20000, 0x1000):
            h = 0xcbf29ce484222325
            for cp in range(first, first + 0x1000):
                for c in getattr(chr(cp), name)():
                    h = ((h ^ ord(c)) * 0x100000001b3) % 2**64
            yield ["all", name, str(first), str(first + 0x1000), "=" + format(h, "016x")]

for f in [case, float_repr, int_text, format_spec, percent, str_format, quote]:
    write(f.__name__, f())
