"""os and os.path: paths, the environment, folders and files."""
import os, os.path
print(os.name, os.sep, os.linesep.encode(), os.pathsep, os.curdir, os.pardir, os.extsep, os.altsep, os.devnull, os.path.__name__)
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
p=os.path
for a in ['', '/', '//', '///a', 'a', 'a/', '/a/b', 'a/b/../c', './a', '../a', 'a//b', '/..', '/../a', 'a/./b/', '.', '..', '~/x', 'a.b.c', '.bashrc', 'a/.b', '/a.b/c', 'x.', 'tar.gz/']:
    print(repr(a), p.basename(a), p.dirname(a), p.split(a), p.splitext(a), p.normpath(a), p.isabs(a), p.splitdrive(a), p.splitroot(a))
t(p.join,'a','b','c'); t(p.join,'a','/b','c'); t(p.join,'a/','b'); t(p.join,'a',''); t(p.join,'','a'); t(p.join,'a'); t(p.join); t(p.join,'a',5); t(p.join,b'a',b'b'); t(p.join,'a',b'b')
t(p.commonpath,['/a/b/c','/a/b/d']); t(p.commonpath,['a/b','a/c']); t(p.commonpath,['/a','b']); t(p.commonpath,[]); t(p.commonprefix,['abc','abd']); t(p.commonprefix,[])
t(p.relpath,'/a/b/c','/a/d'); t(p.relpath,'/a','/a'); t(p.relpath,''); t(p.relpath,'/a/b','/'); t(p.abspath,'/a/../b'); t(p.normcase,'A/b')
t(p.exists,'/nope'); t(p.exists,'/tmp'); t(p.isfile,'/tmp'); t(p.isdir,'/tmp'); t(p.islink,'/tmp'); t(p.lexists,'/nope'); t(p.getsize,'/nope'); t(p.expandvars,'$HOME_NOPE/x ${X}'); t(p.basename,5); t(p.splitext,b'a.b'); t(p.basename, None); t(p.expanduser, 'a/~')
os.environ['OURO_T']='v'; t(os.getenv,'OURO_T'); t(p.expandvars,'$OURO_T/${OURO_T}x'); t(os.environ.get,'nope',3); t(lambda:os.environ['nope']); t(lambda:os.environ.__setitem__('a',5)); t(lambda: os.environ.__setitem__(5,'a')); del os.environ['OURO_T']; t(os.getenv,'OURO_T'); t(lambda: os.environ.pop('nope','d')); t(os.getenv,'x','dflt'); t(lambda: 'PATH' in os.environ); t(type,os.environ); t(lambda: os.environ.__delitem__('nope2'))
os.putenv('A1','b'); os.unsetenv('A1')
t(lambda: os.getpid()>0); t(lambda: os.getppid()>0); t(lambda: os.cpu_count()>0); t(lambda: len(os.urandom(5))); t(os.urandom,-1); t(lambda: type(os.urandom(3)))
t(lambda: p.isabs(os.getcwd())); t(os.listdir,'/nope'); t(os.mkdir,'/tmp'); t(os.remove,'/nope'); t(os.rmdir,'/nope'); t(os.stat,'/nope'); t(os.rename,'/nope','/nope2'); t(os.chdir,'/nope'); t(os.makedirs,'/tmp'); t(os.unlink,'/nope'); t(os.listdir,5.5)
def rmtree(d):
    if not os.path.isdir(d): return
    for r,ds,fs in os.walk(d,topdown=False):
        for f in fs: os.remove(os.path.join(r,f))
        os.rmdir(r)
d='/tmp/ouro_os_test'
def put(n,t):
    with open(n,'w') as f: f.write(t)
rmtree(d)
os.mkdir(d); os.makedirs(d+'/a/b/c'); os.makedirs(d+'/a/b',exist_ok=True); put(d+'/f.txt','hi'); put(d+'/a/g','x')
print(sorted(os.listdir(d)), p.getsize(d+'/f.txt'), p.isfile(d+'/f.txt'), sorted(e.name for e in os.scandir(d)), [ (r[len(d):],sorted(ds),sorted(fs)) for r,ds,fs in os.walk(d)])
print([(r[len(d):],ds,fs) for r,ds,fs in os.walk(d,topdown=False)])
s=os.stat(d+'/f.txt'); print(s.st_size, s.st_mode==0o100644, p.getmtime(d+'/f.txt')>0, type(s), os.path.samefile(d,d+'/a/..'))
os.rename(d+'/f.txt',d+'/h.txt'); os.replace(d+'/h.txt',d+'/f.txt'); os.remove(d+'/f.txt'); t(os.rmdir,d+'/a'); os.rmdir(d+'/a/b/c'); os.removedirs(d+'/a/b') if 0 else os.rmdir(d+'/a/b'); t(os.rmdir,d)
for e in os.scandir(d): print(e.name,e.is_dir(),e.is_file(),e.path[len(d):], repr(e))
t(os.fspath,'a'); t(os.fspath,5); t(os.fsencode,'a'); t(os.fsdecode,b'a'); t(os.strerror,2); t(os.getlogin) if 0 else None; t(lambda: os.error is OSError); t(os.get_terminal_size) if 0 else None
t(os.access,'/tmp',os.R_OK); t(os.path.realpath,'/tmp/../tmp'); print(os.F_OK,os.O_RDONLY,os.O_CREAT,os.SEEK_SET)
t(lambda: os.uname().sysname); t(lambda: os.times().user>=0); t(lambda: os.getuid()>=0)
try: os.fork2
except AttributeError as e: print(e)
class P:
    def __fspath__(self): return '/x/y'
t(p.basename,P()); t(p.join,'a',P()); t(os.fspath,P())
class Q:
    def __fspath__(self): return 5
t(os.fspath,Q()); t(os.listdir,Q())
rmtree(d)
