# What sys has.
import sys


def show(call):
    try:
        print(repr(call()))
    except (Exception, SystemExit) as error:
        print(type(error).__name__, error)


show(lambda: sys.version_info)
show(lambda: sys.maxsize)
show(lambda: sys.platform)
show(lambda: sys.byteorder)
show(lambda: sys.setrecursionlimit(0))
show(lambda: sys.setrecursionlimit("a"))
show(lambda: sys.intern(1))
show(lambda: sys.stdout)
show(lambda: sys.stdout.write(1))
show(lambda: sys.stdout.encoding)
show(lambda: sys.stdout.isatty())
show(lambda: sys.exit("a"))
show(lambda: sys.exit(1,2))
show(lambda: sys.exit())
show(lambda: sys.exit((1,2)))
show(lambda: sys.exc_info())
show(lambda: sys.hexversion)
show(lambda: sys.getdefaultencoding())
show(lambda: sys.stdout.name)
show(lambda: sys.stdout.closed)
show(lambda: sys.stdout.fileno())
show(lambda: sys.stdout.writelines(["a\n"]))
show(lambda: sys.version_info >= (3, 8))
show(lambda: sys.version_info[:2])
show(lambda: sys.version_info.major)
show(lambda: sys.version_info > (3,13,0,'final',1))
show(lambda: sys.getrecursionlimit())
