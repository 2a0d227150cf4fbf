"""What becomes of warnings: where they are shown, filters, hooks, recording."""
import warnings, sys
def f(): warnings.warn("careful")
f(); f()
for i in range(3): warnings.warn("loop")
def g(): warnings.warn("deep", stacklevel=2)
g()
g()
warnings.warn("dep", DeprecationWarning)
warnings.warn("pdep", PendingDeprecationWarning)
warnings.warn("res", ResourceWarning)
warnings.warn("imp", ImportWarning)
warnings.warn("fut", FutureWarning)
warnings.warn(UserWarning("inst"))
class MyW(UserWarning): pass
warnings.warn("mine", MyW)
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
print(warnings.filters)
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    warnings.warn("one"); warnings.warn("two", DeprecationWarning)
    print(len(w), w[0].message, w[0].category, w[0].lineno, w[0].filename.rsplit('/')[-1], w[1].category.__name__, w[0].line, w[0].file, w[0].source)
    print(str(w[0]).replace(__file__,'FILE')); print(type(w[0]), isinstance(w[0].message, UserWarning))
print(warnings.filters[0])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try: warnings.warn("err")
    except UserWarning as e: print("caught", repr(e))
    warnings.simplefilter("ignore"); warnings.warn("no")
warnings.simplefilter("once")
for i in range(2):
    warnings.warn("once a"); warnings.warn("once a")
warnings.resetwarnings(); print(warnings.filters)
warnings.warn("dep2", DeprecationWarning)
warnings.filterwarnings("ignore", message="skip.*"); warnings.warn("skip me"); warnings.warn("SKIP me"); warnings.warn("don't skip me")
warnings.filterwarnings("error", category=DeprecationWarning, module="__main__")
t(warnings.warn,"e",DeprecationWarning)
print([x[0] for x in warnings.filters], warnings.filters[1][1], warnings.filters[0])
t(warnings.simplefilter,"bogus"); t(warnings.filterwarnings,"bogus"); t(warnings.filterwarnings,"ignore",message=5); t(warnings.filterwarnings,"ignore",category=5); t(warnings.filterwarnings,"ignore",lineno=-1); t(warnings.simplefilter,"ignore",category=int); t(warnings.simplefilter,"ignore",lineno='a')
warnings.resetwarnings()
def show(message, category, filename, lineno, file=None, line=None):
    print("SHOW", message, category.__name__, filename.rsplit('/')[-1], lineno, file, line)
old=warnings.showwarning; warnings.showwarning=show
warnings.warn("custom"); warnings.showwarning=old
oldf=warnings.formatwarning
warnings.formatwarning=lambda m,c,f,l,line=None: f"FMT {m} {c.__name__} {l} {line}\n"
warnings.warn("custom2"); warnings.formatwarning=oldf
print(warnings.formatwarning("m",UserWarning,"file.py",3), end=''); print(warnings.formatwarning("m",UserWarning,__file__,1).replace(__file__,'F'), end=''); print(warnings.formatwarning("m",UserWarning,"file.py",3,"  the line "))
warnings.warn_explicit("explicit", UserWarning, "some.py", 12)
warnings.warn_explicit("explicit", UserWarning, "some.py", 12)
reg={}
warnings.warn_explicit("explicit2", UserWarning, "some.py", 12, "mod", reg)
warnings.warn_explicit("explicit2", UserWarning, "some.py", 12, "mod", reg)
print({k:v for k,v in reg.items() if k!='version'})
print([k for k in __warningregistry__ if k!='version'][:2])
warnings.showwarning("direct", UserWarning, "x.py", 5); warnings.showwarning("direct", UserWarning, "x.py", 5, sys.stdout, "LINE")
def outer():
    def inner(): warnings.warn("lvl3", stacklevel=3)
    inner()
outer()
warnings.warn("beyond", stacklevel=50)
@warnings.deprecated("use g")
def old(): return 5
print(old(), old.__deprecated__)
@warnings.deprecated("no class")
class OldC: pass
OldC()
with warnings.catch_warnings(action="ignore"): warnings.warn("hidden")
with warnings.catch_warnings(record=True, category=DeprecationWarning) as w: warnings.warn("rec", DeprecationWarning); print(len(w))
c=warnings.catch_warnings(); print(c, warnings.catch_warnings(record=True))
with c: pass
t(c.__enter__); t(c.__exit__)
t(warnings.catch_warnings().__exit__)
warnings.warn("multi\nline")
warnings.warn("a"); warnings.warn("b", 
   stacklevel=1)
t(warnings.warn, "kw", category=UserWarning, stacklevel=1, source=None)
warnings.warn("skip", skip_file_prefixes=("x",))
