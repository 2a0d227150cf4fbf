"""Dates with times, zones, times of day: arithmetic, comparison, text and back."""
from datetime import *
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
n=datetime(2024,2,29,13,4,5,678901); u=n.replace(tzinfo=timezone.utc); p=n.replace(tzinfo=timezone(timedelta(hours=5,minutes=30)))
t(lambda:n); t(lambda:u); t(lambda:p); t(str,n); t(str,u); t(str,p); t(n.isoformat,' '); t(n.isoformat,timespec='minutes'); t(n.isoformat,timespec='milliseconds'); t(n.isoformat,timespec='hours');t(n.isoformat,timespec='seconds');t(n.isoformat,timespec='auto'); t(n.isoformat,timespec='x'); t(n.isoformat,'xx'); t(n.isoformat,5)
t(lambda:u-p); t(lambda:u-n); t(lambda:u<n); t(lambda:u==n); t(lambda:u==p); t(lambda:u<p); t(lambda:n==date(2024,2,29)); t(lambda:n<date(2024,2,29)); t(lambda:date(2024,2,29)<n); t(lambda:n-date(2024,1,1)); t(lambda:date(2024,1,1)-n); t(lambda:n+timedelta(1,2,3)); t(lambda:timedelta(1)+n); t(lambda:n-timedelta(1)); t(lambda:n-n); t(lambda:n+5); t(lambda:n<5); t(lambda:n==5); t(lambda:datetime.max+timedelta(0,1)); t(lambda: hash(u)==hash(p)); t(lambda: hash(u)==hash(u.astimezone(timezone(timedelta(hours=1)))))
t(n.date); t(n.time); t(u.timetz); t(n.timetuple); t(u.utctimetuple); t(u.timestamp); t(p.timestamp); t(n.timestamp); t(u.astimezone,timezone(timedelta(hours=-8))); t(u.astimezone,timezone(timedelta(hours=-8),'PST')); t(n.astimezone,timezone.utc); t(n.astimezone); t(u.utcoffset); t(n.utcoffset); t(u.tzname); t(p.tzname); t(n.tzname); t(u.dst); t(n.ctime); t(n.isocalendar); t(n.toordinal); t(n.weekday)
t(datetime.fromtimestamp,0); t(datetime.fromtimestamp,1.5,timezone.utc); t(datetime.fromtimestamp,1e9,tz=timezone(timedelta(hours=2))); t(datetime.fromtimestamp,-1.5,timezone.utc); t(datetime.fromtimestamp,1e20); t(datetime.fromtimestamp,float('nan')); t(datetime.fromtimestamp,'a'); t(datetime.fromtimestamp, 1e12); t(datetime.fromtimestamp,0.1234565,timezone.utc); t(datetime.fromtimestamp,0,5)
t(datetime.combine,date(2020,1,2),time(3,4)); t(datetime.combine,date(2020,1,2),time(3,4),timezone.utc); t(datetime.combine,5,time()); t(datetime.combine,date(2020,1,1),5); t(datetime.fromordinal,5); t(datetime.fromisocalendar,2024,1,1)
for s in ['2024-02-29','2024-02-29T13:04','2024-02-29 13:04:05','2024-02-29T13:04:05.5','2024-02-29T13:04:05.123456789','2024-02-29T13:04:05Z','2024-02-29T13:04:05+05:30','2024-02-29T13:04:05-0530','20240229T130405','2024-02-29T13','2024-02-29T25:00','2024-02-29T13:04:','x','2024-02-29T13:04:05+25:00','2024-02-29T13:04:05,5','2024-02-29T13:04:05+05:30:15','2024-02-29T13:04:05+05','2024-W09-4T13:00','2024-02-29T24:00','','2024-02-29T13:0405','2024-02-29T1304','2024-02-29x13:04','2024-02-29T13:04:05+00:00', '2024-02-29T13:04:05.123Z','2024-02-29T12:60']:
    print(s,end=' '); t(datetime.fromisoformat,s)
for s in ['13:04','13','T13:04','13:04:05.678','1304','130405Z','13:04+01:00','25:00','13:4','']:
    print(s,end=' '); t(time.fromisoformat,s)
S=datetime.strptime
for s,f in [('2024-02-29','%Y-%m-%d'),('29/02/24 13:04:05','%d/%m/%y %H:%M:%S'),('Feb 29 2024 1:04PM','%b %d %Y %I:%M%p'),('Thursday, February 29, 2024','%A, %B %d, %Y'),('2024-02-30','%Y-%m-%d'),('x','%Y'),('2024 x','%Y'),('2024-02-29 +0530','%Y-%m-%d %z'),('2024-02-29 UTC','%Y-%m-%d %Z'),('12.5','%S.%f'),('2024 060','%Y %j'),('2024-02-29T13:04:05.123456Z','%Y-%m-%dT%H:%M:%S.%fZ'),('100%','100%%'),('5','%Q'),('5','%'),('2024 9 4','%G %V %u'),('24','%H'),('Thu Feb 29 13:04:05 2024','%c'),('02/29/24','%x'),('13:04:05','%X'),('  2024','%Y'),('2024 08 4','%Y %U %w'),('13:04 +05:30','%H:%M %z'),('+05:30:15','%z'),('Z','%z'),('2024-2-3','%Y-%m-%d'),('68','%y'),('69','%y'),('12 AM','%I %p'),('12 PM','%I %p'),('feb','%b'), ('1.1234567','%S.%f'), ('2024','%y')]:
    print(s,f,end=' '); t(S,s,f)
t(S,5,'x')
t(n.strftime,'%Y-%m-%d %H:%M:%S.%f'); t(p.strftime,'%z %Z %:z'); t(n.strftime,'[%z][%Z][%I %p]'); t(n.strftime,'%-d %e %D %T %R %F %s %h %n %C %q é'); t(n.strftime,'%'); t(n.strftime,'%%f'); t(lambda:f'{n:%H:%M}'); t(lambda:datetime(5,1,1).strftime('%Y|%G|%y'))
for o in [timezone.utc, timezone(timedelta(0)), timezone(timedelta(hours=5,minutes=30)), timezone(timedelta(hours=-5)), timezone(timedelta(0),'X'), timezone(timedelta(hours=1),'CET'), timezone(timedelta(seconds=1)), timezone(timedelta(microseconds=-1)),timezone.min,timezone.max]:
    print(repr(o), str(o), o.utcoffset(None), o.tzname(None), o.dst(None), o==timezone.utc, hash(o)==hash(timezone(o.utcoffset(None))))
t(timezone,timedelta(days=1)); t(timezone,5); t(timezone); t(timezone,timedelta(0),5); t(timezone.utc.utcoffset,5); t(timezone.utc.fromutc,n); t(timezone.utc.fromutc,u); t(lambda: timezone(timedelta(0)) is timezone.utc)
t(lambda:time(1,2)<time(1,3)); t(lambda:time(1,2,tzinfo=timezone.utc)<time(1,3)); t(lambda:time(1,2,tzinfo=timezone.utc)==time(1,2)); t(lambda:time(1,2)-time(1)); t(lambda:time(1)+timedelta(1)); t(lambda:time(1,2)<5); t(lambda:bool(time())); t(lambda:time(1,2,3,4).isoformat()); t(lambda:time(1,2).isoformat('seconds')); t(lambda:time(1,2,3).replace(hour=5)); t(lambda:str(time(1,2,3,4,tzinfo=timezone.utc))); t(lambda:time(1,2).strftime('%H:%M %Y')); t(lambda:f'{time(1,2):%M}'); t(lambda:time(1,tzinfo=timezone.utc).utcoffset()); t(lambda: time(1,2).strftime('%Y'))
class D(datetime):
    def hi(self): return 'hi'
x=D(2020,1,1); t(lambda:x); t(lambda:x+timedelta(1)); t(lambda:type(x.replace(year=2021))); t(lambda:x.hi()); t(lambda: type(D.now())); t(lambda: D.fromisoformat('2020-01-01')); t(lambda: D.strptime('2020','%Y')); t(lambda:type(x.astimezone(timezone.utc))); t(lambda: type(D.combine(date(2020,1,1),time())))
class TD(timedelta): pass
t(lambda:TD(1)); t(lambda:TD(1)+TD(1)); t(lambda: TD(1)*2); t(lambda: -TD(1))
class Z(tzinfo):
    def utcoffset(self,dt): return timedelta(hours=2)
    def dst(self,dt): return timedelta(hours=1)
    def tzname(self,dt): return 'ZZ'
z=datetime(2020,1,1,tzinfo=Z()); print(z, z.tzname(), z.dst(), z.timetuple()); t(u.astimezone,Z()) if 0 else None
print(u.astimezone(Z()))
t(tzinfo().utcoffset,None)
class B(tzinfo):
    def utcoffset(self,dt): return 5
t(lambda:str(datetime(2020,1,1,tzinfo=B())))
class C(tzinfo):
    def utcoffset(self,dt): return timedelta(days=2)
t(lambda:str(datetime(2020,1,1,tzinfo=C())))
t(setattr,n,'year',5); t(setattr,date(2020,1,1),'x',5); t(delattr,n,'year')
t(n.__reduce__)
t(lambda:{date(2020,1,1):1}[datetime(2020,1,1)]); t(lambda:date(2020,1,1)==datetime(2020,1,1)); 
t(lambda: sorted([date(2020,1,2),date(2020,1,1)])); t(lambda: max(n,n+timedelta(1)))
t(lambda: n.replace(hour=25)); t(lambda: n.replace(tzinfo=5)); t(lambda:n.replace(fold=1)); t(lambda:n.replace(2020,1,1)); t(lambda: date(2020,1,1).replace(5,6,7))
t(lambda: date.today()==datetime.now().date()); t(lambda: datetime.now(5)); t(lambda: datetime.now(timezone.utc).tzinfo); t(lambda: type(datetime.today()))
print(isinstance(n,date), issubclass(datetime,date), type(n).__name__, type(n).__module__, datetime.now.__name__, n.year.__class__)
match_args = [getattr(c,'__match_args__',None) for c in (date,datetime,time,timedelta)]
print(match_args)
