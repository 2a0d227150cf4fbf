"""logging: formatters, filters, handlers, adapters, files, dictConfig, captured warnings."""
import logging, sys, io, os
L=logging
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
def fresh(name, fmt='%(levelname)s:%(name)s:%(message)s', **k):
    lg=L.getLogger(name); lg.handlers.clear(); h=L.StreamHandler(sys.stdout); h.setFormatter(L.Formatter(fmt,**k)); lg.addHandler(h); lg.setLevel(L.DEBUG); lg.propagate=False; return lg
lg=fresh('a'); lg.info('x %s %d','y',5); lg.debug('%(k)s',{'k':1}); lg.warning('w'); lg.error('e'); lg.critical('c'); lg.log(25,'custom'); lg.warn if 0 else None
lg=fresh('b','{levelname:>8}|{message}|{name!r}',style='{'); lg.info('brace')
lg=fresh('c','$levelname $message',style='$'); lg.info('dollar')
lg=fresh('d','%(message)s %(user)s'); lg.info('extra',extra={'user':'bob'}); t(lg.info,'x',extra={'message':1})
lg=fresh('e','%(message)s %(user)s',defaults={'user':'dflt'}); lg.info('no extra')
lg=fresh('f','%(message)s|%(funcName)s|%(lineno)d|%(filename)s|%(module)s|%(levelno)s|%(threadName)s|%(processName)s|%(taskName)s')
def func(): lg.info('where')
func(); lg.info('stack',stacklevel=2)
try: 1/0
except ZeroDivisionError: lg.exception('exc'); lg.error('with',exc_info=True); lg.info('none',exc_info=False)
lg.info('inst',exc_info=ValueError('v')); lg.info('st',stack_info=True)
class Flt(L.Filter):
    def filter(self,r): r.msg=f'[{r.msg}]'; return 'no' not in r.msg
lg=fresh('g'); lg.addFilter(Flt()); lg.info('yes'); lg.info('no'); lg.addFilter(lambda r: r.levelno>20); lg.info('low'); lg.warning('high')
lg=fresh('h'); ad=L.LoggerAdapter(lg,{'k':'v'}); ad.info('adapted'); print(ad, ad.name, ad.isEnabledFor(10), ad.logger is lg)
class Ad(L.LoggerAdapter):
    def process(self,msg,kw): return f'{self.extra["id"]}: {msg}', kw
Ad(lg,{'id':7}).warning('m %s',1)
lg.setLevel(L.WARNING); lg.info('hidden'); print(lg.isEnabledFor(L.INFO), lg.getEffectiveLevel(), lg, L.getLogger('h.child'), L.getLogger('h.child').getEffectiveLevel(), L.getLogger('h').getChild('x.y').name, L.getLogger('h.child').parent.name, L.getLogger('h') is lg, L.root, L.getLogger())
L.addLevelName(25,'NOTICE'); print(L.getLevelName(25), L.getLevelName('NOTICE'), L.getLevelName(99), L.getLevelNamesMapping()['INFO']); lg.log(35,'n'); t(lg.setLevel,'bogus'); t(lg.setLevel,'INFO'); t(lg.setLevel,5.5); t(L.getLogger,5); t(lg.log,'x','y')
t(L.Formatter,'%(x',); t(L.Formatter,'no fields'); t(L.Formatter,'{x}',style='%'); t(L.Formatter,'x',style='?')
r=L.makeLogRecord({'msg':'hi %s','args':('x',),'levelno':20,'levelname':'INFO','name':'n'}); print(r.getMessage(), L.Formatter('%(name)s %(message)s').format(r), r)
r=L.LogRecord('n',20,'/p/f.py',3,'m %d',(1,),None); print(r.filename,r.module,r.lineno,r.getMessage(),r.levelname)
f=L.Formatter('%(asctime)s %(message)s',datefmt='%Y'); r.created=0; r.msecs=0; print(f.format(r)); print(L.Formatter('%(asctime)s').format(r)[-4:], f.usesTime(), L.Formatter().format(r))
p='/tmp/ouro_golden_logging.log'
fh=L.FileHandler(p,mode='w'); print(repr(fh).replace(os.path.dirname(p),'D')); lg=fresh('file'); lg.handlers.clear(); lg.addHandler(fh); lg.info('to file'); lg.error('é'); fh.close(); print(open(p,encoding='utf-8').read(), end=''); os.remove(p)
h=L.NullHandler(); print(h, L.StreamHandler(), L.StreamHandler(sys.stdout).stream is sys.stdout); s=io.StringIO(); sh=L.StreamHandler(s); lg=fresh('s'); lg.handlers[:]=[sh]; lg.info('a'); lg.info('b'); print(repr(s.getvalue())); sh.setLevel(L.ERROR); lg.info('c'); sh.terminator='|'; lg.error('d'); print(repr(s.getvalue())); sh.setStream(sys.stdout); print(lg.hasHandlers(), lg.handlers==[sh]); lg.removeHandler(sh); print(lg.hasHandlers())
parent=fresh('p'); child=L.getLogger('p.c'); child.info('up'); child.propagate=False; child.addHandler(L.NullHandler()); child.info('not up'); child.propagate=True; parent.disabled=True; child.info('still'); parent.info('no'); parent.disabled=False
L.disable(L.INFO); parent.info('disabled'); parent.warning('w'); L.disable(L.NOTSET)
class Boom(L.Handler):
    def emit(self,r): raise ValueError('emit')
class Mine(L.Handler):
    def emit(self,r): print('MINE',self.format(r))
lg=fresh('m'); lg.handlers[:]=[Mine()]; lg.info('hello'); lg.handlers[0].setFormatter(L.Formatter('<%(message)s>')); lg.info('fmt')
L.captureWarnings(True); import warnings; w=L.getLogger('py.warnings'); w.addHandler(L.StreamHandler(sys.stdout)); w.propagate=False; warnings.warn('captured'); L.captureWarnings(False)
import logging.config
logging.config.dictConfig({'version':1,'disable_existing_loggers':False,'formatters':{'f':{'format':'CFG %(levelname)s %(message)s'}},'handlers':{'h':{'class':'logging.StreamHandler','formatter':'f','stream':'ext://sys.stdout','level':'INFO'}},'filters':{},'loggers':{'cfg':{'handlers':['h'],'level':'DEBUG','propagate':False}},'root':{'level':'ERROR','handlers':['h']}})
L.getLogger('cfg').info('configured'); L.getLogger('cfg').debug('no'); L.getLogger('zz').error('root cfg')
t(logging.config.dictConfig,{'version':2}); t(logging.config.dictConfig,{'version':1,'handlers':{'h':{'class':'nope.X'}}})
from logging.handlers import RotatingFileHandler, QueueHandler, QueueListener, MemoryHandler
import queue
q=queue.Queue(); lg=fresh('q'); lg.handlers[:]=[QueueHandler(q)]; lg.info('queued %s',1); print(q.get().message)
m=MemoryHandler(10,target=L.StreamHandler(sys.stdout)); lg.handlers[:]=[m]; lg.info('mem'); print('before'); m.flush(); lg.error('flushes')
L.basicConfig(force=True,stream=sys.stdout,format='BASIC %(message)s',level=L.DEBUG); L.info('basic'); L.debug('d'); t(L.basicConfig,bogus=1); t(L.basicConfig,stream=1,filename='x')
t(lg.info); lg=fresh('z'); lg.info('%d','notint') if 0 else None; L.shutdown(); print(L.getHandlerNames() if hasattr(L,'getHandlerNames') else '', L.getLoggerClass(), L.lastResort, L.raiseExceptions)
class MyLogger(L.Logger):
    def hi(self): self.info('hi')
L.setLoggerClass(MyLogger); x=L.getLogger('custom.cls'); x.propagate=False; x.addHandler(L.StreamHandler(sys.stdout)); x.setLevel(10); x.hi(); print(type(x)); L.setLoggerClass(L.Logger)
print([l.name for l in sorted(L.getLogger('p').getChildren(),key=lambda l:l.name)])
old=L.getLogRecordFactory(); L.setLogRecordFactory(lambda *a,**k: old(*a,**k)); lg=fresh('fac'); lg.info('factory'); L.setLogRecordFactory(old)
