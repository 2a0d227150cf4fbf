"""pathlib: pure paths, and files and folders through them."""
from pathlib import Path, PurePath, PurePosixPath, PosixPath
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
for a in ['', '.', '/', '//', '///a', 'a', 'a/', '/a/b.c', 'a/../b', './a', 'a//b', '.bashrc', 'a.tar.gz', 'x.', '..', '../a', '/a/./b/']:
    p=PurePath(a); print(repr(p), str(p), p.parts, p.name, p.stem, p.suffix, p.suffixes, p.parent, p.root, p.anchor, p.is_absolute(), list(map(str,p.parents)))
p=PurePath('/a/b/c.txt')
print(p/'d', 'x'/PurePath('y'), p/'/abs', PurePath('a','b','../c'), p.with_name('n'), p.with_suffix('.py'), p.with_suffix(''), p.with_stem('s'), p.joinpath('x','y'), p.relative_to('/a'), p.is_relative_to('/a'), p.is_relative_to('/z'), p.match('*.txt'), p.match('b/*.txt'), p.match('/a/*'), p.as_posix(), p.as_uri(), bytes(p), p==PurePath('/a/b/c.txt'), p<PurePath('/b'), hash(p)==hash(PurePath('/a/b/c.txt')), p.parents[0], p.parents[-1], len(p.parents), p.full_match('/a/**/*.txt'), PurePath('a[1]').match('a[[]1]'))
t(p.relative_to,'/z'); t(p.relative_to,'/a/z',walk_up=True); t(PurePath('a').as_uri); t(PurePath('/').with_name,'x'); t(p.with_name,'a/b'); t(p.with_suffix,'py'); t(lambda:p/5); t(PurePath,5); t(PurePath,None); t(p.match,''); t(lambda: p<5); t(lambda: p==5); t(p.with_suffix, '.'); t(PurePath, b'a')
print(type(Path('x')).__name__, isinstance(Path('x'),PurePosixPath), Path('x')==PurePosixPath('x'))
d=Path('/tmp/ouro_golden_pathlib')
def clean(d):
    for c in sorted(d.iterdir()): clean(c) if c.is_dir() else c.unlink()
    d.rmdir()
if d.exists(): clean(d)
d.mkdir(); t(d.mkdir); d.mkdir(exist_ok=True); (d/'x'/'y').mkdir(parents=True); t((d/'p'/'q').mkdir)
f=d/'f.txt'; t(f.write_text,'héllo\n',encoding='utf-8'); t(f.read_text,encoding='utf-8'); t(f.read_bytes); t((d/'b.bin').write_bytes,b'12'); t((d/'nope').read_text); t(f.write_text,5)
with f.open() as h: print(h.readline().strip()[:2])
(d/'x'/'g.py').touch(); (d/'x'/'y'/'h.py').write_text(''); t((d/'x'/'g.py').touch,exist_ok=False)
print(sorted(str(c.relative_to(d)) for c in d.iterdir()), sorted(str(c.relative_to(d)) for c in d.glob('*')), sorted(str(c.relative_to(d)) for c in d.glob('**/*.py')), sorted(str(c.relative_to(d)) for c in d.rglob('*.py')), sorted(c.name for c in d.rglob('*')), sorted(c.name for c in d.glob('x/*')), sorted(c.name for c in d.glob('[bf].*')))
print(f.exists(), f.is_file(), f.is_dir(), d.is_dir(), f.stat().st_size, (d/'none').exists(), f.resolve()==f, (d/'x'/'..'/'f.txt').resolve()==f, Path('.').absolute()==Path.cwd())
g=f.rename(d/'r.txt'); print(g.name, f.exists(), g.replace(d/'s.txt').name); t((d/'none').unlink); (d/'none').unlink(missing_ok=True); t((d/'x').rmdir); t((d/'zz').rmdir); t(d.glob,''); t(lambda: list(d.glob('/x'))); t(lambda: list((d/'nope').iterdir()))
print([(str(r.relative_to(d)),sorted(ds),sorted(fs)) for r,ds,fs in d.walk()][0], sorted([Path('b'),Path('a')]), {Path('a'):1}[Path('a')], f'{Path("a")}', open(d/'s.txt').read()[:1])
clean(d); print(d.exists())
