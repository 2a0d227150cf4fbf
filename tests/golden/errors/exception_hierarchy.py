# The tree of built-in exceptions.
def tree(kind, depth=0, seen=set()):
    print("  " * depth + kind.__name__)
    for sub in sorted((k for k in kind.__subclasses__() if k.__module__ == "builtins" and k.__name__[0] != "_"), key=lambda k: k.__name__):
        tree(sub, depth + 1)


tree(BaseException)
print(IOError is OSError, EnvironmentError is OSError, issubclass(ModuleNotFoundError, ImportError), ExceptionGroup.__bases__)
