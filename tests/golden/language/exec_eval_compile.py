"""`exec`, `eval` and `compile` in all kinds of namespaces."""

try:
    exec("y=5\nprint([x+y for x in range(3)])", {}, {})
except Exception as e: print(repr(e))
try:
    exec("y=5\nprint([x for x in range(y)])\nprint(list(x+y for x in range(3)))", {}, {})
except Exception as e: print(repr(e))
class A:
    y = 5
    try:
        print([x+y for x in range(3)])
    except Exception as e: print(repr(e))
d = {}
exec("w = 3; print(w)", d)
print(list(d))
l={}
exec("x=1\ndef f(): return x\nprint(locals() is not globals(), list(locals()))", {}, l)
print(list(l))
def f():
    a = 1
    exec("a = 2; b = 3; print(locals())")
    print(a, eval("a + 1"), locals())
f()
def g():
    code = compile("q*2", "<c>", "eval")
    q = 4
    print(eval(code), code.co_name, code.co_filename)
g()
try: exec(5)
except TypeError as e: print(e)
try: eval("1", 5)
except TypeError as e: print(e)
try: eval("1", {}, 5)
except TypeError as e: print(e)
try: compile("1", "a", "foo")
except ValueError as e: print(e)
try: eval("a b")
except SyntaxError as e: print(repr(e), e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset)
try: exec("if x\n  pass")
except SyntaxError as e: print(repr(e), e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset)
try: exec("if x:\npass")
except SyntaxError as e: print(repr(e), e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset)
print(eval("  1 + 1  \n"), eval(b"3"), exec("1"))
exec(compile("1+1\n'a'\nNone", "<s>", "single") if 0 else compile("5+1", "<s>", "single"))
ns = {}
exec("def h(a): return a + base", ns)
ns['base'] = 10
print(ns['h'](1), ns['h'].__globals__ is ns, list(ns), ns['h'].__module__)
ns2 = {'__builtins__': {}}
try: exec("len([])", ns2)
except NameError as e: print(e)
exec("import math; from math import pi; z = math.floor(pi)", ns)
print(ns['z'])
exec("global gg; gg = 1", ns, l2 := {})
print(ns['gg'], l2)
exec("class K:\n  x = 1\n  def m(self): return base", ns)
print(ns['K'], ns['K']().m(), ns['K'].__module__)
print(eval("__name__"), eval("__name__", {}), eval("[a for a in (1,2)]"))
exec("for i in range(3): t = i\ndel i", ns); print(ns['t'], 'i' in ns)
try: exec("del nope", ns)
except NameError as e: print(e)
try: eval("nope", ns)
except NameError as e: print(e)
try: exec("raise ValueError('x')", ns)
except ValueError as e: 
    print(repr(e))
try: eval("1/0")
except ZeroDivisionError as e: print(repr(e))
try: eval("(")
except SyntaxError as e: print(repr(e))
class M(dict):
    def __missing__(self, k): return "M" + k
print(eval("foo", {}, M()))
class MM:
    def __getitem__(self, k):
        if k == 'print': raise KeyError
        return k
exec("print(zed)", {}, MM())
