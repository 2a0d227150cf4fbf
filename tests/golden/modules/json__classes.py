"""Encoders and decoders as objects, and classes derived from them."""
import json


def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except BaseException as e:
        print(type(e).__name__, e)


t(json.dumps,1,foo=2)
t(json.loads,'1',foo=2)
t(json.JSONDecoder().raw_decode,'[1] x'); t(json.JSONDecoder().raw_decode,' [1] x'); t(json.JSONDecoder().raw_decode,'xx [1] x',3)
t(json.JSONEncoder().encode,[1]); print(list(json.JSONEncoder().iterencode([1,{"a":2}])))
class Enc(json.JSONEncoder):
    def default(self,o):
        if isinstance(o,complex): return [o.real,o.imag]
        return super().default(o)
t(json.dumps,{'a':1j},cls=Enc,indent=1); t(json.dumps,{'a':{1}},cls=Enc)
t(Enc().encode,1j)
t(json.dumps,[1,2],separators=(',',':')); t(json.dumps,{'a':1,'b':2},separators=(',',':'),indent=2)
t(json.dumps,(1,2)); t(json.dumps,{'b':1,'a':{'d':1,'c':2}},sort_keys=True)
t(json.dumps,{'b':1,1:2},sort_keys=True)
t(json.dumps,[1.0,1e100,1e16,0.1,-0.0,1e-7,5,10**30,True,None])
t(json.dumps,{"a":b"x"})
t(json.dumps, 10**5000)
t(json.loads, '1'*5000)
print(vars(json.JSONEncoder()))

