"""re: searching, groups, substitution, splitting, flags, mistakes in patterns."""
import re


def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except BaseException as e:
        print(type(e).__name__, e)


m = re.match(r'(\w+) (?P<last>\w+)', 'Isaac Newton, physicist')
print(m, m.group(), m.group(1), m.group('last'), m.group(1, 2), m[2], m['last'], m.groups(), m.groupdict())
print(m.start(), m.end(2), m.span('last'), m.lastindex, m.lastgroup, m.string, m.pos, m.endpos, m.re)
t(m.group, 5)
t(m.group, 'x')
for f in (re.match, re.search, re.fullmatch):
    t(f, 'b', 'abc')
    t(f, 'abc', 'abc')
    t(f, 'a|ab', 'ab')
t(re.findall, r'\d+', 'a1b22c333')
t(re.findall, r'(\w)=(\d)', 'a=1 b=2')
t(re.findall, r'(a)|b', 'ab')
print([x.span() for x in re.finditer(r'\w+', 'one two  three')])
t(re.sub, r'\d', '#', 'a1b2c3')
t(re.sub, r'\d', '#', 'a1b2c3', count=2)
t(re.sub, r'(\w+) (\w+)', r'\2 \1', 'hello world')
t(re.sub, r'(?P<a>x)', r'[\g<a>\g<1>]', 'axb')
t(re.sub, r'\w+', lambda m: m.group().upper(), 'ab cd')
t(re.sub, 'x*', '-', 'abc')
t(re.subn, 'a', 'b', 'banana')
t(re.sub, 'a', r'\n', 'a')
t(re.sub, 'a', r'\5', 'a')
t(re.split, r'[,;]\s*', 'a, b;c,d')
t(re.split, r'(,)', 'a,b')
t(re.split, ',', 'a,b,c', maxsplit=1)
t(re.escape, 'a.b*c [x]')
p = re.compile(r'^a.c$', re.I | re.M)
print(p, p.pattern, p.groups, p.groupindex, p.findall('abc\nAxC\nabd'))
t(p.search, 'xxabc', 2)
t(re.compile('b').match, 'abc', 1)
t(re.findall, '.', 'a\nb')
t(re.findall, '.', 'a\nb', re.S)
t(re.findall, r'''
   \d+   # digits
   [a-z] # a letter
''', '12a 3b', re.X)
t(re.search, r'(?i)HELLO', 'say hello')
t(re.findall, r'\bfoo\b', 'foo foobar foo')
t(re.search, r'(?<=\$)\d+', 'cost $45')
t(re.search, r'foo(?!bar)', 'foobar foobaz')
t(re.search, r'(\w)\1', 'hello')
t(re.findall, r'a{2,3}?', 'aaaa')
t(re.findall, r'[^\W\d_]+', 'ab1_cd é')
t(re.findall, r'[\w.+-]+@[\w-]+\.[\w.]+', 'mail bob@x.org, eve.a+b@mail.co.uk')
t(re.match, r'\d+$', '12\n')
t(re.match, r'\d+\Z', '12\n')
t(re.findall, r'é+', 'aééb')
t(re.findall, rb'\d', b'1a2')
t(re.search, 'a', b'a')
t(re.search, 'a', 5)
for wrong in ['(', ')', '*a', '[a', 'a**', r'\q', '(?P<1>a)', 'a{3,2}', '(?z)', '\\']:
    t(re.compile, wrong)
t(re.compile, 5)
print(re.I, re.I | re.M, repr(re.NOFLAG), re.compile('a') == re.compile('a'), re.error is re.PatternError)
t(re.findall, '', 'ab')
t(re.split, r'\W+', 'Words, words, words.')
print(bool(re.match('', 'x')), re.match('(a)?b', 'b').groups(), re.match('(a)?b', 'b').groups('d'))
