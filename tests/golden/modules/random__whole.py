"""random whole: all distributions with seeds, states, errors."""
import random
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
for s in [0,1,42,-7,'hello',b'bytes',3.5,2**70,bytearray(b'x')]:
    random.seed(s); print(repr(s), random.random(), random.randint(1,100), random.getrandbits(40))
t(random.seed,[1]); t(random.seed, (1,2)); random.seed('x',version=1); print(random.random())
r=random.Random(5)
print(r.random(), r.uniform(1,5), r.randrange(10), r.randrange(1,10,3), r.randrange(100,0,-7), r.randint(-5,5), r.choice('abcdef'), r.choices([1,2,3],k=5), r.choices('ab',[1,3],k=6), r.choices('abc',cum_weights=[1,2,4],k=4), r.sample(range(100),5), r.sample('abcdef',3), r.sample([1,2],counts=[3,2],k=4))
l=list(range(10)); r.shuffle(l); print(l)
print(r.triangular(), r.triangular(1,5,2), r.triangular(0,10), r.betavariate(2,3), r.expovariate(2), r.expovariate(), r.gammavariate(2,3), r.gammavariate(0.5,1), r.gammavariate(1,2), r.gauss(), r.gauss(5,2), r.gauss(0,1), r.lognormvariate(0,1), r.normalvariate(), r.normalvariate(3,2), r.vonmisesvariate(1,2), r.vonmisesvariate(0,0), r.paretovariate(3), r.weibullvariate(1,2), r.binomialvariate(10,0.3), r.binomialvariate(100,0.5), r.binomialvariate(), r.binomialvariate(5,0), r.binomialvariate(5,1), r.randbytes(5), r.getrandbits(0), r.getrandbits(100))
st=r.getstate(); a=[r.random() for _ in range(3)]; r.setstate(st); print(a==[r.random() for _ in range(3)], type(st), st[0], len(st[1]), st[2])
t(r.setstate,(1,2,3)); t(r.setstate,5); t(r.choice,[]); t(r.randrange,0); t(r.randrange,5,5); t(r.randrange,1,10,0); t(r.randint,5,1); t(r.sample,[1,2],3); t(r.sample,{1,2},1); t(r.sample,[1],-1); t(r.choices,[],k=1); t(r.choices,[1],[0]); t(r.choices,[1,2],[1]); t(r.choices,[1,2],weights=[1,1],cum_weights=[1,2]); t(r.choices,[1,2],[-1,0]); t(r.choices,[1],[float('inf')]); t(r.getrandbits,-1); t(r.randrange,1.5); t(r.randrange,'a'); t(r.uniform,'a',1); t(r.shuffle,(1,2)); t(r.shuffle,'ab'); t(r.betavariate,0,1); t(r.gammavariate,0,1); t(r.binomialvariate,-1); t(r.binomialvariate,5,2); t(r.expovariate,0); t(r.choice,5); t(r.choice,{}); t(r.randbytes,-1); t(r.choices,[1,2],k=0); t(r.sample,[],0); t(r.triangular,1,1); t(r.choice,{1:2}); t(r.choices,'abc',5,k=1); t(r.randrange, 10, None, 2); t(r.randrange,2.0)
class R(random.Random):
    def random(self): return 0.25
q=R(1); print(q.random(), q.randint(1,10), q.choice([1,2,3,4]), q.uniform(0,8), q.shuffle([1,2,3]), q.sample(range(10),3), q.gauss(0,1))
class B(random.Random):
    def getrandbits(self,k): return 1
b=B(1); print(b.randrange(10), b.choice('abc'))
s=random.SystemRandom(); print(0<=s.random()<1, 1<=s.randint(1,3)<=3, s.choice([5]), len(s.sample(range(9),3)), s.getrandbits(8)<256, len(s.randbytes(3))); t(s.getstate); t(s.setstate,1); print(s.seed(5))
print(random.Random(1)==random.Random(1), type(random.Random(3)), isinstance(s,random.Random), random.__all__)
random.seed(10); print([random.random() for _ in range(3)], random.getrandbits(64), random.gauss(1,2), random.choices(range(3),k=4)); random.setstate(random.getstate())
random.seed(1); x=[1,2,3,4,5]; random.shuffle(x); print(x, random.sample(x,2), random.choice(x))
random.seed(2024); print([round(random.gauss(0,1),12) for _ in range(5)], random.randrange(10**30), random.randint(-10**20,10**20))
random.seed(None); random.seed(); print(random.random()<1)
print(random.Random(7).sample(range(10**9),4), random.Random(8).sample(range(30),25)[:5], random.Random.random.__name__, random.random.__self__.__class__)

