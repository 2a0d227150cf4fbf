"""Durations and dates: making them, arithmetic, text."""
from datetime import *
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
print(datetime.__mro__, date.__mro__, timezone.__mro__, tzinfo.__mro__)
print([n for n in dir(datetime) if not n.startswith('_')])
print([n for n in dir(date) if not n.startswith('_')])
print([n for n in dir(time) if not n.startswith('_')])
t(date); t(date,2020); t(date,2020,1,32); t(date,0,1,1); t(date,10000,1,1); t(date,2020,13,1); t(date,2020,2,30); t(date,2020.0,1,1); t(date,'a',1,1); t(date,year=2020,month=1,day=2)
t(datetime); t(datetime,2020); t(datetime,2020,1,1,24); t(datetime,2020,1,1,0,60); t(datetime,2020,1,1,0,0,60); t(datetime,2020,1,1,0,0,0,1000000); t(datetime,2020,1,1,tzinfo=5); t(datetime,2020,1,1,fold=2); t(datetime,2020,1,1,-1)
t(time); t(time,24); t(time,1,2,3,4); t(time,1,2); t(time,1,2,3,tzinfo=timezone.utc); t(time,0,fold=1);t(time,'a')
t(timedelta); t(timedelta,1); t(timedelta,days=1,hours=25,microseconds=5); t(timedelta,-1); t(timedelta,seconds=-1); t(timedelta,days=1.5); t(timedelta,weeks=1,milliseconds=1.5); t(timedelta,10**10); t(timedelta,'a'); t(timedelta,microseconds=0.5); t(timedelta,microseconds=1.5); t(timedelta,seconds=float('nan')); t(timedelta,seconds=float('inf')); t(timedelta,None)
t(timedelta,seconds=0.1); t(timedelta,hours=0.1,minutes=0.3,seconds=1e-7)
for d in [timedelta(), timedelta(1), timedelta(2,3), timedelta(-1), timedelta(0,1,5), timedelta(-1,5,6), timedelta.max, timedelta.min, timedelta.resolution]:
    print(str(d), repr(d), d.total_seconds(), d.days, d.seconds, d.microseconds, bool(d), hash(d)==hash(timedelta(d.days,d.seconds,d.microseconds)), abs(d) if d!=timedelta.min else '', )
a=timedelta(5,3,7); b=timedelta(1,1)
t(lambda:a+b); t(lambda:a-b); t(lambda:-a); t(lambda:+a); t(lambda:a*3); t(lambda:3*a); t(lambda:a*1.5); t(lambda:a/2); t(lambda:a/1.5); t(lambda:a/b); t(lambda:a//b); t(lambda:a//3); t(lambda:a%b); t(lambda:divmod(a,b)); t(lambda:a/0); t(lambda:a//0);t(lambda:a/timedelta()); t(lambda:a//timedelta()); t(lambda:a%timedelta()); t(lambda:a+1); t(lambda:1-a); t(lambda:a*a); t(lambda:a/'x'); t(lambda:a<1); t(lambda:a==1); t(lambda:a!=1); t(lambda:a<b); t(lambda: timedelta.max+b); t(lambda: a*10**12); t(lambda:a//1.5); t(lambda: sum([a,b],timedelta())); t(lambda: a/0.0); t(lambda: a*float('nan')); t(lambda: a*True)
d=date(2024,2,29); e=date(2023,12,31)
t(lambda:d-e); t(lambda:d+timedelta(1)); t(lambda:timedelta(1)+d); t(lambda:d-timedelta(1,86399)); t(lambda:d+1); t(lambda:d-1); t(lambda:1-d); t(lambda:d<e); t(lambda:d==e); t(lambda:d<5); t(lambda:d==5); t(lambda:date.max+timedelta(1)); t(lambda:date.min-timedelta(1)); t(lambda:d+d)
t(lambda:d.replace(year=2023)); t(lambda:d.replace(day=1)); t(lambda:d.weekday()); t(d.isoweekday); t(d.isocalendar); t(lambda:tuple(d.isocalendar())); t(lambda:d.isocalendar().week); t(d.isoformat); t(d.ctime); t(d.timetuple); t(d.toordinal); t(date.fromordinal,1); t(date.fromordinal,0); t(date.fromordinal,738945); t(date.fromordinal,10**7); t(date.fromisocalendar,2024,9,4); t(date.fromisocalendar,2024,54,1); t(date.fromisocalendar,2024,1,8); t(date.fromisocalendar,2023,53,1); t(str,d); t(lambda:f'{d:%d/%m/%y}'); t(lambda:f'{d}'); t(lambda:format(d,'')); t(lambda: d.strftime('%A %B %j %U %W %V %G %u %w %y %Y %H:%M:%S %f %p %Z %z %% %c %x %X')); t(d.strftime,5); t(d.__format__,5)
for s in ['2024-02-29','20240229','2024-W09-4','2024W094','2024-W09','2024-02-30','2024-2-3','','abc','2024-02-29T00:00','2024-060','2024-13-01']:
    print(s,end=' '); t(date.fromisoformat,s)
t(date.fromisoformat,5); t(date.fromtimestamp,0); t(date.fromtimestamp,'a')
print(date.min,date.max,date.resolution,datetime.min,datetime.max,datetime.resolution,time.min,time.max,time.resolution)
t(hash,date(2020,1,1)==0)
print(datetime.MINYEAR if hasattr(datetime,'MINYEAR') else MINYEAR, MAXYEAR, UTC, UTC is timezone.utc)
