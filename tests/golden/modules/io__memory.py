"""io.StringIO and io.BytesIO."""
import io
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
s=io.StringIO(); t(s.write,'hello\nworld'); t(s.getvalue); t(s.read); t(s.tell); t(s.seek,0); t(s.readline); t(s.read,2); t(s.readlines); t(s.write,5); t(s.seek,2); t(s.write,'XX'); t(s.getvalue); t(s.truncate); t(s.getvalue); t(s.truncate,2); t(s.getvalue); t(s.tell); t(s.seek,10); t(s.write,'z'); t(s.getvalue); t(s.seek,-1); t(s.seek,0,2); t(s.seek,1,1); t(s.seek,0,1); t(s.seek,0,9); t(s.truncate,-1)
s=io.StringIO('a\nb\nc'); print(list(s)); t(s.readline); s.seek(0); print(next(s)); t(s.readable); t(s.writable); t(s.seekable); t(s.isatty); t(s.fileno); t(lambda:s.closed); t(lambda:s.line_buffering); t(lambda:s.encoding); t(lambda: s.newlines); t(s.flush)
s.close(); t(s.read); t(s.write,'x'); t(s.getvalue); t(lambda: s.closed); t(lambda: list(s))
with io.StringIO('ctx') as c: print(c.read())
print(c.closed, repr(io.StringIO())[:16], io.StringIO.__mro__)
t(io.StringIO,5); t(io.StringIO('a\r\nb\rc').read); t(io.StringIO('a\r\nb\rc',newline=None).read); t(io.StringIO('a\r\nb',newline='').readlines); t(io.StringIO('a\r\nb\rc').readlines); s=io.StringIO(newline='\r\n'); s.write('a\n'); t(s.getvalue); t(io.StringIO,newline='q')
s=io.StringIO('abc'); s.write('X'); t(s.getvalue); t(s.writelines,['1','2']); t(s.getvalue); print('p', 3, file=s, sep='-'); t(s.getvalue); t(s.readline, 1); s.seek(0); t(s.readline,1); t(s.readlines,1); t(s.read,None); t(s.read,-1); t(s.read,'a')
b=io.BytesIO(b'abc\ndef'); t(b.read,2); t(b.readline); t(b.read); t(b.read); t(b.getvalue); t(b.seek,0); t(b.write,b'XY'); t(b.getvalue); t(b.write,'s'); t(b.write,bytearray(b'!')); t(b.tell); t(b.seek,-2,2); t(b.read); t(b.seek,-100,1); t(b.seek,-1); t(b.seek,20); t(b.write,b'z'); t(b.getvalue); t(b.truncate,3); t(b.getvalue); t(b.readlines); b.seek(0); t(lambda: list(b)); b.seek(0); x=bytearray(2); t(b.readinto,x); print(x); t(b.read1); t(b.readable); t(b.writelines,[b'1',b'2']); t(b.getvalue)
t(io.BytesIO,'s'); t(io.BytesIO,5); t(io.BytesIO(b'a').__class__.__mro__.__len__); b.close(); t(b.read); t(b.getvalue); print(io.BytesIO().read(), io.BytesIO.__module__)
class U(io.StringIO):
    def write(self, s): return super().write(s.upper())
u=U(); print('shout', file=u); t(u.getvalue)
w=io.TextIOWrapper(io.BytesIO(), encoding='utf-8'); w.write('hé\n'); w.flush(); t(w.buffer.getvalue); w.seek(0); t(w.read); print(w.name if hasattr(w,'name') else 'noname', repr(w)); d=w.detach(); t(d.getvalue); t(w.read)
class R(io.RawIOBase):
    def __init__(self): self.n=0
    def readable(self): return True
    def readinto(self,b):
        self.n+=1
        if self.n>3: return 0
        b[:2]=b'%d\n'%self.n; return 2
r=R(); t(io.BufferedReader(r).read); t(lambda: list(io.TextIOWrapper(io.BufferedReader(R())))); t(R().read,2); t(R().readall); t(R().write,b'x'); t(io.RawIOBase().read,1); t(io.IOBase().seek,0); t(io.IOBase().fileno); t(io.TextIOBase().read)
raise io.UnsupportedOperation('bye')
