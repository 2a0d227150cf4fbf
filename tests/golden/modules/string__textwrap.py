"""string: constants, templates, formatters, capwords; textwrap."""
import string
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
for n in string.__all__: print(n, repr(getattr(string,n)) if isinstance(getattr(string,n),str) else '')
t(string.capwords,'hello  world foo'); t(string.capwords,'a-b-c','-'); t(string.capwords,'  x ',None)
T=string.Template
t(T('$who likes ${what} $$5').substitute,who='tim',what='kung pao'); t(T('$a').substitute); t(T('$a').safe_substitute); t(T('$a $b').substitute,{'a':1},b=2); t(T('$a').substitute,{'a':1},a=3); t(T('$').substitute); t(T('a\nb $ c').substitute); t(T('${a').substitute,a=1); t(T('$ x').safe_substitute); t(T('$1').substitute); t(T('${a} $b').safe_substitute,a=1); t(T('$a_b1 $A').substitute,a_b1=1,A=2); t(T('$é').substitute); t(T('$a $b ${c} $$').get_identifiers); t(T('$a $').is_valid); t(T('$a').is_valid); t(T('x').template.upper); t(T('$a.b').substitute,a=1); t(T('$a').substitute,{},5)
class Pct(T): delimiter='%'
t(Pct('%a $b').substitute,a=1)
class Dash(T): idpattern='[a-z][a-z-]*'
t(Dash('$a-b').substitute,{'a-b':5})
F=string.Formatter()
t(F.format,'{0} {a} {}',1,a=2); t(F.format,'{} {}',1,2); t(F.format,'{0!r:>5}|{a[k]}|{b.real}','x',a={'k':1},b=3); t(F.format,'{:{w}}|','a',w=4); t(F.format,'{missing}'); t(F.format,'{5}'); t(F.format,'{'); t(F.vformat,'{x}',(),{'x':1}); t(lambda: list(F.parse('a{b!r:c}d{{}}{}'))); t(F.format,'{!x}',1); t(F.get_field,'a.b',(),{'a':1}); t(F.format,'{0}{}',1); t(F.format); t(F.format,'{0[1]}',[1,2]); t(F.format, '}')
class D(string.Formatter):
    def get_value(self,key,args,kw):
        if isinstance(key,str): return kw.get(key,'<'+key+'>')
        return super().get_value(key,args,kw)
    def convert_field(self,v,c):
        return str(v).upper() if c=='u' else super().convert_field(v,c)
    def format_field(self,v,s): return '['+super().format_field(v,s)+']'
    def check_unused_args(self,used,args,kw): print('used',sorted(map(str,used)),args,kw)
t(D().format,'{a!u} {b:>3} {0}',9,b=1,c=2)
import textwrap
x='The quick brown fox jumped over the lazy dog, and  then   it slept-walked for a very-long-hyphenated time.\n\nNew paragraph  here.'
for k in [{},{'width':20},{'width':20,'initial_indent':'* ','subsequent_indent':'  '},{'width':10,'break_long_words':False},{'width':10,'break_on_hyphens':False},{'width':30,'max_lines':2},{'width':30,'max_lines':1,'placeholder':'~'},{'width':20,'drop_whitespace':False},{'width':20,'replace_whitespace':False},{'width':15,'fix_sentence_endings':True}]:
    print(k); print(textwrap.wrap(x,**k))
t(textwrap.fill,x,25); t(textwrap.shorten,'Hello  world!',width=12); t(textwrap.shorten,'Hello  world!',width=11); t(textwrap.shorten,'Hello world',width=10,placeholder='...'); t(textwrap.dedent,'  a\n    b\n  c\n'); t(textwrap.dedent,'\ta\n  b'); t(textwrap.dedent,'  a\n\n   \n  b'); t(textwrap.dedent,'a\n b'); t(textwrap.dedent,''); t(textwrap.indent,'a\n\nb\n','> '); t(textwrap.indent,'a\n\nb','> ',lambda l:True); t(textwrap.wrap,''); t(textwrap.wrap,'x'*25,10); t(textwrap.wrap,'a b',0); t(textwrap.wrap,'aaa bbb ccc',7); t(textwrap.wrap,'a\tb',20); t(textwrap.wrap,'foo bar',5,initial_indent='12345'); t(textwrap.shorten,'abc',width=1); t(textwrap.wrap,'end. Next one.  Two',30,fix_sentence_endings=True); t(textwrap.wrap,"it's a well-known--dash thing -- ok",8); t(textwrap.fill,'')
w=textwrap.TextWrapper(width=12); print(w.wrap('some words to wrap'), w.fill('some words to wrap'), w.width)
