"""What json reads, and what it says of wrong texts."""
import json


def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except BaseException as e:
        print(type(e).__name__, e)


for s in ['','{','[1,','[1,]','{"a"','{"a":','{"a":1,','{"a":1,}','{a:1}','nul','1 2','"abc','"a\nb"','"\\x"','"\\u12"','"\\ud83d\\ude00"','"\\ud83d"','-','-a','01','1.','1e5','1E+5','1.5e-3','NaN','-Infinity','Infinity','\ufeff1','  1  ','[1 2]','{"a" 1}','{"a":1 "b"}','\n\n  x','[1,\n2,\n x]','tru','123456789012345678901234567890','1e400','"\\','"\\u','"\t"','{"a":1,"a":2}','[,]','{,}',']','"\\ud83dx"','"\\ud83d\\u0041"','-0','-0.0','0.1e1','1.5.5', '\x0b1']:
    print(repr(s),end=' '); t(json.loads,s)
t(json.loads,b'\xef\xbb\xbf[1]'); t(json.loads,b'[1]'); t(json.loads,bytearray(b'{}')); t(json.loads,'[1]'.encode('utf-16')); t(json.loads,'[1]'.encode('utf-32-le')); t(json.loads,5); t(json.loads,None)
t(json.loads,'{"a":1.5,"b":[1,2]}',parse_float=str,parse_int=lambda s:'i'+s)
t(json.loads,'[NaN,Infinity,-Infinity]',parse_constant=lambda s:'c'+s)
t(json.loads,'{"a":{"b":1}}',object_hook=lambda d:('h',d))
t(json.loads,'{"a":{"b":1}}',object_pairs_hook=lambda d:('h',d))
try: json.loads('{"a":\n x}')
except json.JSONDecodeError as e: print(e.msg,e.pos,e.lineno,e.colno,e.doc,e.args, json.JSONDecodeError.__module__, json.JSONDecodeError.__mro__)
t(json.loads,'"a\nb"',strict=False)
