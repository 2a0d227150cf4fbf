"""signal: handlers on the main thread, their order among the script's lines, errors."""
import signal, os, time
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
print(signal.SIGINT, repr(signal.SIGTERM), signal.SIGINT==2, signal.Signals(15), signal.SIG_DFL, repr(signal.SIG_IGN), signal.Signals.SIGHUP.name, isinstance(signal.SIGINT,int))
t(signal.getsignal,signal.SIGINT); t(signal.getsignal,signal.SIGTERM); print(signal.getsignal(2) is signal.default_int_handler)
def h(n,f): print('got', n, type(n), signal.Signals(n).name, f.f_code.co_name, type(f).__name__)
t(signal.signal,signal.SIGUSR1,h); signal.raise_signal(signal.SIGUSR1); print('after')
t(lambda: signal.signal(signal.SIGUSR1,signal.SIG_IGN) is h); signal.raise_signal(signal.SIGUSR1); print('ignored')
t(signal.signal,signal.SIGINT,h); signal.raise_signal(signal.SIGINT); os.kill(os.getpid(),signal.SIGINT); print('x')
t(signal.signal,signal.SIGKILL,h); t(signal.signal,0,h); t(signal.signal,500,h); t(signal.signal,signal.SIGUSR1,5); t(signal.signal,signal.SIGUSR1,None); t(signal.getsignal,0); t(signal.signal,'a',h)
def boom(n,f): raise ValueError('from handler')
signal.signal(signal.SIGTERM,boom)
try: signal.raise_signal(signal.SIGTERM); print('not here')
except ValueError as e: print('caught',e)
signal.signal(signal.SIGINT,signal.default_int_handler)
try: signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt as e: print('KI', e.args)
t(signal.default_int_handler); t(signal.default_int_handler,2,None)
print(signal.strsignal(2), signal.strsignal(15), signal.valid_signals()>={signal.SIGINT}, signal.NSIG, signal.Handlers.SIG_DFL, signal.strsignal(500) if 0 else '')
import asyncio
async def main():
    loop=asyncio.get_running_loop(); ev=asyncio.Event()
    loop.add_signal_handler(signal.SIGUSR2, lambda: (print('loop handler'), ev.set()))
    os.kill(os.getpid(),signal.SIGUSR2); await ev.wait(); print(loop.remove_signal_handler(signal.SIGUSR2), loop.remove_signal_handler(signal.SIGUSR2))
asyncio.run(main())
class S:
    def __call__(self,n,f): print('callable',n)
signal.signal(signal.SIGUSR1,S()); os.kill(os.getpid(),signal.SIGUSR1); time.sleep(0.05)
signal.signal(signal.SIGUSR1,signal.SIG_DFL); print(signal.getsignal(signal.SIGUSR1))
