# The manager of loggers, records of their own making, and formatters with another clock.
import logging, time, sys
h = logging.StreamHandler(sys.stdout)
f = logging.Formatter('%(levelname)s %(name)s %(message)s', datefmt='%Z')
f.converter = time.gmtime
h.setFormatter(f)
log = logging.getLogger('a.b'); log.addHandler(h); log.setLevel('DEBUG'); log.propagate = False
log.info('x %s', 1)
class F(logging.Formatter):
    converter = time.gmtime
    def format(self, r): return 'F ' + super().format(r)
h.setFormatter(F('%(message)s')); log.warning('w')
print(sorted(n for n in logging.root.manager.loggerDict if n.startswith('a')), log.manager is logging.root.manager, log.root is logging.root)
h.name = 'hn'; print(h.name, h.get_name())
import warnings; warnings.simplefilter('ignore')
try: log.warn('old')
except Exception as e: print(repr(e))
r = log.makeRecord('n', logging.INFO, 'fn', 1, 'msg %s', ('a',), None); print(r.getMessage(), r.levelname)
print(log.findCaller()[2] if hasattr(log, 'findCaller') else '')
class L(logging.Logger):
    def makeRecord(self, *a, **k):
        r = super().makeRecord(*a, **k); r.extra = 'E'; return r
logging.setLoggerClass(L)
l2 = logging.getLogger('l2'); l2.addHandler(h); h.setFormatter(logging.Formatter('%(extra)s %(message)s')); l2.error('m'); logging.setLoggerClass(logging.Logger)
old = logging.getLogRecordFactory()
def fac(*a, **k):
    r = old(*a, **k); r.extra = 'Z'; return r
logging.setLogRecordFactory(fac); log.error('q')
ad = logging.LoggerAdapter(log, {'u': 1}); h.setFormatter(logging.Formatter('{message} {u}', style='{')); ad.info('ad')
h.addFilter(lambda r: 'no' not in r.getMessage()); ad.info('no'); ad.info('yes')
logging.disable(logging.INFO); ad.info('dis'); logging.disable(logging.NOTSET)
print(logging.getLevelName(10), logging.getLevelName('INFO'), logging.addLevelName(5, 'TRACE'), logging.getLevelName(5), log.isEnabledFor(5), log.getEffectiveLevel(), log.getChild('c').name, log.hasHandlers(), logging.getLevelNamesMapping()['TRACE'])
try: 1/0
except ZeroDivisionError: ad.exception('ex')
log.log(25, 'lvl %d', 3, extra={'u': 2}); log.info('stack', stack_info=False, extra={'u': 3}); log.critical('c', extra={'u': 4})
print(h, log, logging.getLogger(), logging.NullHandler())
