import abc
from abc import ABC, abstractmethod, ABCMeta
class A(ABC):
    @abstractmethod
    def f(self): pass
    @property
    @abstractmethod
    def g(self): pass
    @classmethod
    @abstractmethod
    def h(cls): pass
    @staticmethod
    @abstractmethod
    def i(): pass
print(sorted(A.__abstractmethods__))
try: A()
except TypeError as e: print(e)
class B(A):
    def f(self): return super().f()
    g = h = 1
try: B()
except TypeError as e: print(e)
class C(B):
    def i(): pass
print(C().f(), isinstance(C(), A), issubclass(C, A), issubclass(int, A))
A.register(int)
print(isinstance(3, A), issubclass(bool, A), isinstance("", A))
print(type(A), A, ABC, ABCMeta)
class H(ABC):
    @classmethod
    def __subclasshook__(cls, C):
        if cls is H: return hasattr(C, "quack")
        return NotImplemented
class D:
    def quack(self): pass
print(isinstance(D(), H), isinstance(1, H))
@A.register
class E: pass
print(issubclass(E, A), E.__mro__)
try: A.register(5)
except TypeError as e: print(e)
try: issubclass(5, A)
except TypeError as e: print(e)
try: C.register(A)
except RuntimeError as e: print(e)


@abc.update_abstractmethods
class F(A):
    f = g = h = i = None


print(F().f, A.__subclasses__(), isinstance(True, A))
print(type.__subclasses__(int), abc.get_cache_token() == abc.get_cache_token())
