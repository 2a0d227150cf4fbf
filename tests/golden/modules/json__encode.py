"""What json writes: types, options, what it refuses."""
import json


def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except BaseException as e:
        print(type(e).__name__, e)


print(json.__all__)
t(json.dumps,{1:object()})
t(json.dumps,[{1,2}])
t(json.dumps,{(1,2):3})
t(json.dumps,{(1,2):3},skipkeys=True)
t(json.dumps,{None:1,True:2,1.5:3,5:4,float('nan'):2})
t(json.dumps,{None:1,True:2},sort_keys=True)
t(json.dumps,float('nan'),allow_nan=False)
t(json.dumps,[float('inf'),-float('inf')])
t(json.dumps,{float('inf'):1},allow_nan=False)
t(json.dumps,[],indent=2); t(json.dumps,{},indent=2); t(json.dumps,[1,[2,{}],{"a":[]}],indent=2)
t(json.dumps,[1,2],indent='--'); t(json.dumps,[1,2],indent=0); t(json.dumps,[1,2],indent=-3);t(json.dumps,[1,2],indent=True)
t(json.dumps,"\x00\x1f\x7f\u00e9\ud800\U0001F600\"\\/\b\f\n\r\t")
t(json.dumps,"\x00\x1f\x7f\u00e9\ud800\U0001F600\"\\/\b\f\n\r\t",ensure_ascii=False)
l=[];l.append(l)
t(json.dumps,l); 
t(json.dumps,l,check_circular=False)
x=[]
for i in range(100000): x=[x]
t(json.dumps,x)
t(json.loads,'['*100000)
class I(int):
    def __repr__(self): return 'X'
    __str__=__repr__
class F(float):
    def __repr__(self): return 'X'
class S(str): pass
t(json.dumps,[I(3),F(2.5),S('a'),{I(3):1,F(2.5):2,S('q'):3}])
t(json.dumps,object(),default=lambda o:'d')
t(json.dumps,object(),default=lambda o:o)
