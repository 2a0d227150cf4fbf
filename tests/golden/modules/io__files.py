"""Files: modes, reading, writing, lines, positions, errors."""
import io, os
d = '/tmp/ouro_golden_files'
if not os.path.isdir(d): os.mkdir(d)
p = d + '/a.txt'
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
with open(p, 'w', encoding='utf-8') as f:
    print(f.write('one\ntwo\nthree'), f.name == p, f.mode, f.encoding, f.closed, f.writable(), f.readable(), f.seekable(), f.line_buffering, f.newlines, f.errors)
    print(repr(f).replace(d, 'D'))
print(f.closed); t(f.write,'x'); t(f.read); t(lambda: f.__enter__()); t(f.close); t(f.flush); t(f.tell); t(lambda: next(f)); t(f.fileno); t(f.isatty)
print(open(p).read()); print(open(p).readlines()); print([l for l in open(p)])
with open(p) as f:
    t(f.readline); t(f.readline, 2); t(f.read, 3); t(f.tell); t(f.seek,0); t(f.read,4); t(f.readline); t(f.readlines); t(f.read); t(f.readline); t(f.write,'x'); t(f.seek,-1,2); t(f.seek,0,2); t(f.seek,5,1); t(f.seek,-1); t(f.seek,0,5); t(f.truncate)
with open(p,'a') as f: f.write('\nfour\n'); t(f.tell); t(f.read)
with open(p,'r+') as f: t(f.read,3); t(f.seek,0); t(f.write,'ONE'); t(f.seek,0); t(f.read)
with open(p,'w+') as f: f.write('abc'); f.seek(0); t(f.read); t(f.truncate,1); f.seek(0); t(f.read)
with open(p,'rb') as f: print(repr(f).replace(d,'D'), f.mode); t(f.read); t(f.read); t(f.seek,0); t(f.write,b'x'); t(f.readinto, bytearray(2)); 
with open(p,'wb') as f: print(repr(f).replace(d,'D')); t(f.write,b'a\r\nb\nc\rd'); t(f.write,'x'); t(f.write,bytearray(b'zz')); t(f.tell); t(f.read); t(f.write, [1])
t(open(p).read); t(open(p,newline='').read); t(open(p,newline='\n').readlines); t(open(p,newline='\r\n').readlines); t(open(p,newline='\r').readlines); t(lambda: list(open(p))); t(lambda: list(open(p,'rb')))
f=open(p); f.read(); print(f.newlines); f.close()
with open(p,'w',newline='\r\n') as f: f.write('a\nb\n')
t(open(p,'rb').read)
with open(p,'rb',buffering=0) as f: print(repr(f).replace(d,'D'), type(f)); t(f.read,2); t(f.readall); t(f.read)
t(open,d+'/nope'); t(open,d); t(open,p,'z'); t(open,p,'rw'); t(open,p,'rbt'); t(open,p,'rb',encoding='utf-8'); t(open,p,''); t(open,p,'rr'); t(open,5.5); t(open,p,'r',0); t(open,p,'x'); t(open,p,newline='q'); t(open,p,'rb',newline=''); t(open, p, 'b'); t(open,p,'rb',errors='x'); t(open,p,5); t(open,None); t(open, 'a\0b'); t(open,p,encoding='nope')
os.remove(p)
with open(p,'x') as f: f.write('new')
t(open,p,'x')
with open(p,'wb') as f: f.write(b'caf\xe9\n\xff')
t(open(p).read); t(open(p,errors='replace').read); t(open(p,errors='ignore').read); t(open(p,encoding='latin-1').read); t(open(p,errors='surrogateescape').read)
with open(p,'w',encoding='ascii') as f: t(f.write,'é')
with open(p,'w',encoding='utf-16') as f: f.write('hé\n')
t(open(p,'rb').read); t(open(p,encoding='utf-16').read)
with open(p,'w',encoding='utf-8') as f: f.write('é€😀\n'*3); print(f.tell())
with open(p,encoding='utf-8') as f: print(f.read(2), f.read(1), repr(f.readline())); print(f.tell()); print(len(f.read()))
with open(p,'w') as f: print('x', 1, file=f); f.writelines(['a','b\n']); print(f.tell(), os.path.getsize(p)); f.flush(); print(os.path.getsize(p))
with open(p) as f:
    for i, line in enumerate(f): print(i, repr(line))
with open(p) as f: next(f); t(f.tell)
with open(p,'r+b') as f: print(repr(f).replace(d,'D')); f.seek(2); f.write(b'ZZ'); f.seek(0); t(f.read); t(f.peek) ; f.seek(-2,2); t(f.read); t(f.tell); t(f.readline)
with open(p,'rb') as f: t(f.peek,1); t(f.read1,3); t(f.readlines); f.seek(0); b=bytearray(4); t(f.readinto,b); print(b); print(f.raw.__class__.__name__, f.raw.name==p)
open(p,'w').write('unclosed'); print(open(p).read())
with open(p) as a, open(p+'2','w') as b: b.write(a.read())
print(open(p+'2').read())
f=open(p); f.close(); f.close(); print(f.closed)
try:
    with open(p) as f: 1/0
except ZeroDivisionError: print(f.closed)
print(io.DEFAULT_BUFFER_SIZE, io.SEEK_SET, io.SEEK_END, io.open is open, issubclass(io.UnsupportedOperation, (OSError)), issubclass(io.UnsupportedOperation, ValueError), io.TextIOWrapper.__mro__)
f=open(p); print(isinstance(f, io.TextIOBase), isinstance(f, io.IOBase), isinstance(f.buffer, io.BufferedReader), isinstance(open(p,'wb'), io.BufferedWriter), isinstance(open(p,'wb+'), io.BufferedRandom)); f.close()
os.remove(p); os.remove(p+'2'); os.rmdir(d)
