"""math: gamma functions, error functions, parts of floats, neighbours, sums of products."""
import math
def t(f,*a,**k):
    try: print(f.__name__, a, repr(f(*a,**k)))
    except BaseException as e: print(f.__name__, a, type(e).__name__, e)
inf, nan = math.inf, math.nan
for x in [0.0,-0.0,1,2,5,0.5,-0.5,10,172,-1,-3,inf,-inf,nan,1e-310,20]: t(math.gamma,x)
for x in [0.0,1,2,-1,-5,inf,-inf,nan,1e306,1e307]: t(math.lgamma,x)
for x in [0,0.0,1,10,inf,-inf,nan]: t(math.erf,x); t(math.erfc,x)
for x in [0,0.0,-0.0,1,0.5,3.7,-8.25,1e300,5e-324,inf,-inf,nan,10**400,'a']: t(math.frexp,x)
for a in [(0.5,3),(1,1024),(0.75,1023),(1,-1074),(1,-1075),(3,-1075),(0,5000),(inf,-5),(nan,1),(-0.0,1),(1,10**30),(1,-10**30),(1,1.5),(1.5,'a'),(0.1,-1070)]: t(math.ldexp,*a)
for a in [(1,2),(1,0),(0,1),(0.0,-1),(inf,0),(-inf,0),(nan,1),(1,nan),(1,1),(5e-324,0),(1.7976931348623157e308,inf)]: t(math.nextafter,*a)
t(math.nextafter,1.0,2.0,steps=3); t(math.nextafter,1.0,inf,steps=0); t(math.nextafter,1.0,0.0,steps=10**3); t(math.nextafter,1.0,2.0,steps=-1); t(math.nextafter,0.0,1.0,steps=2**70); t(math.nextafter,-5e-324,1.0,steps=3); t(math.nextafter,nan,1.0,steps=3)
for x in [0,1,-1,5e-324,1e300,inf,-inf,nan,1.7976931348623157e308,2**53]: t(math.ulp,x)
for a in [(10,3),(11,3),(-10,3),(5,2),(7,2),(1,0),(inf,1),(1,inf),(nan,1),(0.3,0.1),(-0.0,1),(1e300,7),(5,-3),(0,0)]: t(math.remainder,*a)
for a in [(2,3,4),(1e308,10,-1e308),(0.1,10,-1),(inf,0,1),(nan,0,1),(0,inf,nan),(1e308,1e308,1),(inf,1,-inf),(1,2,'a')]: t(math.fma,*a)
t(math.sumprod,[1,2,3],[4,5,6]); t(math.sumprod,[0.1]*10,[1]*10); t(math.sumprod,[],[]); t(math.sumprod,[1],[1,2]); t(math.sumprod,[10**20],[10**20]); t(math.sumprod,[1.5,2],[2,3]); t(math.sumprod,[1e308,1e308,-1e308],[1,1,1]); t(math.sumprod,['a'],[2]); t(math.sumprod,[inf],[0]); t(math.sumprod,5,[1]); t(math.sumprod,[True,2],[3,4.0]); t(math.sumprod, [1,2.5,10**30],[3,4,5]); t(math.sumprod,[inf,-inf],[1,1])
for x in [0.0,-0.0,1e-20,0.5,-0.5,1,100,1e300,inf,nan]: t(math.asinh,x); t(math.atanh,x); t(math.acosh,x)
