# Loggers, handlers, formatters and filters as objects.
import logging, sys


def show(call):
    try:
        print(repr(call()))
    except (Exception, SystemExit) as error:
        print(type(error).__name__, error)


show(lambda: logging.getLogger())
show(lambda: logging.getLogger("a.b"))
show(lambda: logging.getLogger("a.b").parent)
show(lambda: logging.getLogger("a").level)
show(lambda: logging.getLogger("a.b").parent)
show(lambda: logging.getLogger(1))
show(lambda: logging.StreamHandler())
show(lambda: logging.Handler())
show(lambda: logging.StreamHandler(sys.stdout))
show(lambda: logging.NullHandler())
show(lambda: logging.Formatter("x"))
show(lambda: logging.Formatter("x",style="{"))
show(lambda: logging.Formatter("%(foo)"))
show(lambda: logging.Formatter("%(message)s",style="q"))
show(lambda: logging.Formatter("%(message)s",style="{"))
show(lambda: logging.getLevelName(20))
show(lambda: logging.getLevelName(21))
show(lambda: logging.getLevelName("INFO"))
show(lambda: logging.getLevelName("FOO"))
show(lambda: logging.getLogger("x").setLevel("FOO"))
show(lambda: logging.getLogger("x").setLevel(1.5))
show(lambda: logging.getLogger("x").setLevel("info"))
show(lambda: logging.getLogger("x").isEnabledFor(10))
show(lambda: logging.getLogger("x").getEffectiveLevel())
show(lambda: logging.getLogger("x").hasHandlers())
show(lambda: logging.basicConfig(foo=1))
show(lambda: logging.getLogger("x").log("a","b"))
show(lambda: logging.lastResort)
show(lambda: logging.root)
show(lambda: logging.BASIC_FORMAT)
show(lambda: logging.LogRecord("n",20,"/a/b.py",3,"m %s",("x",),None))
show(lambda: logging.LogRecord("n",20,"/a/b.py",3,"m %s",("x",),None).getMessage())
show(lambda: sorted(logging.LogRecord("n",20,"/a/b.py",3,"m %s",("x",),None).__dict__))
show(lambda: logging.Filter("a").filter(logging.LogRecord("a.b",20,"/a/b.py",3,"m %s",("x",),None)))
show(lambda: logging.makeLogRecord({"msg":"hi"}).msg)
show(lambda: logging.getLogger("q").handlers)
show(lambda: logging.getLogger("a").getChild("c"))
show(lambda: logging.Logger("z"))
show(lambda: logging.getLogger("a").propagate)
show(lambda: (logging.NOTSET, logging.WARN))
show(lambda: logging.Handler().emit(1))
show(lambda: logging.Formatter().formatTime(logging.LogRecord("n",20,"/a/b.py",3,"m",(),None),"%Y"))
show(lambda: logging.getLevelNamesMapping())
show(lambda: logging.Handler().get_name())
show(lambda: logging.StreamHandler.terminator)
show(lambda: logging.Handler("FOO"))
class H(logging.Handler):
    def __init__(self, out):
        super().__init__(logging.DEBUG)
        self.out = out
    def emit(self, r):
        self.out.append(self.format(r)); self.out.append((r.funcName, r.lineno > 0, r.filename, r.threadName, r.args, r.taskName))
out = []
class F(logging.Formatter):
    def format(self, record):
        return "<" + super().format(record) + ">"
l = logging.getLogger("h"); l.setLevel(10); l.propagate = False
h = H(out); h.setFormatter(F("%(name)-5s|%(levelname)8s|%(message)s|%(funcName)s")); l.addHandler(h)
def func(): l.debug("d %d %s", 1, "x"); l.info("i"); l.error("%(a)s", {"a": 3}, extra={"zz": 1})
show(lambda: func())
show(lambda: out)
try: 1/0
except Exception: l.exception("oops %s", 1)
show(lambda: (out[-2].split("\n")[0], out[-2].split("\n")[-1]))
l.addFilter(lambda r: "no" not in r.getMessage()); out.clear(); l.info("no way"); l.info("yes")
show(lambda: out)
h2 = logging.StreamHandler(sys.stdout); h2.setFormatter(logging.Formatter("{levelname}:{message:>6}", style="{")); l.handlers = [h2]; l.info("yo"); l.warning("w")
h2.setFormatter(logging.Formatter("$levelname:${message}", style="$")); l.info("yo"); l.warning("w")
show(lambda: h2)
show(lambda: l)
logging.disable(20); l.info("gone"); l.warning("here"); logging.disable(0)
logging.addLevelName(25, "NOTICE"); l.log(25, "n")
show(lambda: (logging.getLevelName("NOTICE"), logging.getLevelName(25)))
