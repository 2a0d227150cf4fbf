"""Concrete date/time and related types."""

import time as _time

from _library import index as _index, make as _make, static as _static

__all__ = ('date', 'datetime', 'time', 'timedelta', 'timezone', 'tzinfo', 'MINYEAR', 'MAXYEAR',
           'UTC')

MINYEAR = 1
MAXYEAR = 9999

_SECOND = 1_000_000
_MINUTE = 60 * _SECOND
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR
_MAX_DAYS = 999_999_999
_DAY_NAMES = ('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')
_MONTH_NAMES = ('Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec')
_MISSING = object()


def _type_name(value):
    return type(value).__name__


def _require(value, name, position):
    if value is _MISSING:
        raise TypeError(f"function missing required argument '{name}' (pos {position})")


# Durations


def _component(value, name, unit):
    """The microseconds of one argument of timedelta: the whole ones, and a float of the rest."""
    if isinstance(value, int):
        return value * unit, 0.0
    if isinstance(value, float):
        whole = int(value)
        part = (value - whole) * unit
        return whole * unit + int(part), part - int(part)
    raise TypeError(f'unsupported type for timedelta {name} component: {_type_name(value)}')


def _delta(us):
    days = us // _DAY
    if not -_MAX_DAYS <= days <= _MAX_DAYS:
        if not -2**31 <= days < 2**31:
            raise OverflowError('Python int too large to convert to C int')
        raise OverflowError(f'days={days}; must have magnitude <= {_MAX_DAYS}')
    return _make(timedelta, ('_us',), us)


def _round_ratio(n, d):
    """n / d to the nearest integer, ties to the even one."""
    if d < 0:
        n, d = -n, -d
    whole, rest = divmod(n, d)
    if 2 * rest > d or 2 * rest == d and whole % 2:
        whole += 1
    return whole


class timedelta:
    """Difference between two datetime values.

    timedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)

    All arguments are optional and default to 0.
    Arguments may be integers or floats, and may be positive or negative."""

    __slots__ = ('_us',)

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0,
                weeks=0):
        us, rest = 0, 0.0
        for value, name, unit in (
            (microseconds, 'microseconds', 1), (milliseconds, 'milliseconds', 1000),
            (seconds, 'seconds', _SECOND), (minutes, 'minutes', _MINUTE),
            (hours, 'hours', _HOUR), (days, 'days', _DAY), (weeks, 'weeks', 7 * _DAY),
        ):
            if value != 0 or type(value) is not int:
                whole, part = _component(value, name, unit)
                us += whole
                rest += part
        if rest:
            whole = round(rest)
            if abs(rest - int(rest)) == 0.5:
                # A tie goes to where the sum is even.
                whole = int(rest) + (us + int(rest)) % 2 * (1 if rest > 0 else -1)
            us += whole
        delta = _delta(us)
        return delta if cls is timedelta else _make(cls, ('_us',), us)

    @property
    def days(self):
        """Number of days."""
        return self._us // _DAY

    @property
    def seconds(self):
        """Number of seconds (>= 0 and less than 1 day)."""
        return self._us // _SECOND % 86400

    @property
    def microseconds(self):
        """Number of microseconds (>= 0 and less than 1 second)."""
        return self._us % _SECOND

    def total_seconds(self):
        """Total seconds in the duration."""
        return self._us / _SECOND

    def __repr__(self):
        parts = [f'{name}={value}' for name, value in (
            ('days', self.days), ('seconds', self.seconds), ('microseconds', self.microseconds),
        ) if value]
        name = 'datetime.timedelta' if type(self) is timedelta else type(self).__name__
        return f'{name}({", ".join(parts) or 0})'

    def __str__(self):
        days, us = divmod(self._us, _DAY)
        seconds, us = divmod(us, _SECOND)
        text = f'{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}'
        if days:
            text = f'{days} day{"" if abs(days) == 1 else "s"}, {text}'
        return f'{text}.{us:06}' if us else text

    def __add__(self, other):
        return _delta(self._us + other._us) if isinstance(other, timedelta) else NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        return _delta(self._us - other._us) if isinstance(other, timedelta) else NotImplemented

    def __rsub__(self, other):
        return _delta(other._us - self._us) if isinstance(other, timedelta) else NotImplemented

    def __neg__(self):
        return _delta(-self._us)

    def __pos__(self):
        return _delta(self._us)

    def __abs__(self):
        return _delta(abs(self._us))

    def __bool__(self):
        return self._us != 0

    def __mul__(self, other):
        if isinstance(other, int):
            return _delta(self._us * other)
        if isinstance(other, float):
            n, d = other.as_integer_ratio()
            return _delta(_round_ratio(self._us * n, d))
        return NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._us / other._us
        if isinstance(other, int):
            if not other:
                raise ZeroDivisionError('integer division or modulo by zero')
            return _delta(_round_ratio(self._us, other))
        if isinstance(other, float):
            n, d = other.as_integer_ratio()
            if not n:
                raise ZeroDivisionError('integer division or modulo by zero')
            return _delta(_round_ratio(self._us * d, n))
        return NotImplemented

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            if not other._us:
                raise ZeroDivisionError('integer division or modulo by zero')
            return self._us // other._us
        if isinstance(other, int):
            if not other:
                raise ZeroDivisionError('integer division or modulo by zero')
            return _delta(self._us // other)
        return NotImplemented

    def __mod__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        if not other._us:
            raise ZeroDivisionError('integer modulo by zero')
        return _delta(self._us % other._us)

    def __divmod__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        if not other._us:
            raise ZeroDivisionError('integer division or modulo by zero')
        count, rest = divmod(self._us, other._us)
        return count, _delta(rest)

    def __eq__(self, other):
        return self._us == other._us if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._us < other._us if isinstance(other, timedelta) else NotImplemented

    def __le__(self, other):
        return self._us <= other._us if isinstance(other, timedelta) else NotImplemented

    def __gt__(self, other):
        return self._us > other._us if isinstance(other, timedelta) else NotImplemented

    def __ge__(self, other):
        return self._us >= other._us if isinstance(other, timedelta) else NotImplemented

    def __hash__(self):
        return hash(self._us)

    def __reduce__(self):
        return type(self), (self.days, self.seconds, self.microseconds)


# Dates


def _checked_format(fmt):
    if not isinstance(fmt, str):
        raise TypeError(f'__format__() argument 1 must be str, not {_type_name(fmt)}')
    return fmt


def _offset_text(delta, colon=':'):
    """An offset from UTC as `+05:30`; seconds and their parts where there are any."""
    us = delta._us
    sign = '-' if us < 0 else '+'
    us = abs(us)
    text = f'{sign}{us // _HOUR:02}{colon}{us // _MINUTE % 60:02}'
    if us % _MINUTE:
        text += f'{colon}{us // _SECOND % 60:02}'
    return f'{text}.{us % _SECOND:06}' if us % _SECOND else text


def _strftime(value, format, timetuple, us):
    if not isinstance(format, str):
        raise TypeError(f'strftime() argument 1 must be str, not {_type_name(format)}')
    out = []
    at = 0
    while True:
        found = format.find('%', at)
        if found < 0 or found + 1 == len(format):
            break
        letter = format[found + 1]
        end = found + 2
        if letter == 'f':
            text = f'{us:06}'
        elif letter in 'zZ' or format.startswith(':z', found + 1):
            text = ''
            if letter == 'Z':
                text = getattr(value, 'tzname', _no_name)() or ''
                text = text.replace('%', '%%')
            else:
                offset = getattr(value, 'utcoffset', _no_name)()
                if letter == ':':
                    end += 1
                if offset is not None:
                    text = _offset_text(offset, ':' if letter == ':' else '')
        else:
            text = format[found:end]
        out.append(format[at:found])
        out.append(text)
        at = end
    out.append(format[at:])
    return _time.strftime(''.join(out), timetuple)


def _no_name():
    return None


class IsoCalendarDate(tuple):
    __slots__ = ()
    __module__ = 'datetime'

    def __new__(cls, year, week, weekday):
        return super().__new__(cls, (year, week, weekday))

    @property
    def year(self):
        return self[0]

    @property
    def week(self):
        return self[1]

    @property
    def weekday(self):
        return self[2]

    def __repr__(self):
        return f'datetime.IsoCalendarDate(year={self[0]}, week={self[1]}, weekday={self[2]})'

    def __reduce__(self):
        return tuple, (tuple(self),)


def _iso_year_start(year):
    """The ordinal of the Monday of the first week of a year: the week that has January 4 in it."""
    fourth = _ordinal(year, 1, 4)
    return fourth - (fourth + 6) % 7


def _from_isocalendar(year, week, day):
    year, week, day = _index(year), _index(week), _index(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f'Year is out of range: {year}')
    start = _iso_year_start(year)
    weeks = (_iso_year_start(year + 1) - start) // 7 if year < MAXYEAR else 52
    if not 1 <= week <= weeks:
        raise ValueError(f'Invalid week: {week}')
    if not 1 <= day <= 7:
        raise ValueError(f'Invalid day: {day} (range is [1, 7])')
    return _civil(start + (week - 1) * 7 + day - 1)


def _iso_date_fields(text):
    """The year, month and day of a date as ISO 8601 has it."""
    fields = _parse_date(text)
    if fields is None:
        return None
    return _from_isocalendar(*fields[1:]) if fields[0] else fields[1:]


_DATE_FIELDS = ('year', 'month', 'day')


class date:
    """date(year, month, day) --> date object"""

    __slots__ = _DATE_FIELDS

    def __new__(cls, year=_MISSING, month=_MISSING, day=_MISSING):
        if month is _MISSING and isinstance(year, bytes) and len(year) == 4:
            year, month, day = year[0] * 256 + year[1], year[2], year[3]
        _require(year, 'year', 1)
        _require(month, 'month', 2)
        _require(day, 'day', 3)
        return _make(cls, _DATE_FIELDS, *_check_date(year, month, day))

    @classmethod
    def today(cls):
        """Current date or datetime:  same as self.__class__.fromtimestamp(time.time())."""
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromtimestamp(cls, timestamp, /):
        """Create a date from a POSIX timestamp."""
        seconds, us = _split_timestamp(timestamp)
        offset = _local(seconds)[0]
        return cls(*_fields((seconds + offset) * _SECOND + _EPOCH)[:3])

    @classmethod
    def fromordinal(cls, ordinal, /):
        """int -> date corresponding to a proleptic Gregorian ordinal."""
        ordinal = _index(ordinal)
        if ordinal < 1:
            raise ValueError('ordinal must be >= 1')
        return cls(*_civil(ordinal))

    @classmethod
    def fromisoformat(cls, string, /):
        """Construct a date from a string in ISO 8601 format."""
        if not isinstance(string, str):
            raise TypeError('fromisoformat: argument must be str')
        fields = _iso_date_fields(string)
        if fields is None:
            raise ValueError(f'Invalid isoformat string: {string!r}')
        return cls(*fields)

    @classmethod
    def fromisocalendar(cls, year, week, day):
        """Construct a date from the ISO year, week number and weekday."""
        return cls(*_from_isocalendar(year, week, day))

    def _prefix(self):
        cls = type(self)
        return f'datetime.{cls.__name__}' if cls.__module__ == 'datetime' else cls.__name__

    def __repr__(self):
        return f'{self._prefix()}({self.year}, {self.month}, {self.day})'

    def isoformat(self):
        """Return string in ISO 8601 format, YYYY-MM-DD."""
        return f'{self.year:04}-{self.month:02}-{self.day:02}'

    def __str__(self):
        return self.isoformat()

    def __format__(self, fmt, /):
        return self.strftime(fmt) if _checked_format(fmt) else str(self)

    def strftime(self, format):
        """format -> strftime() style string."""
        return _strftime(self, format, self.timetuple(), 0)

    def ctime(self):
        """Return ctime() style string."""
        return (f'{_DAY_NAMES[self.weekday()]} {_MONTH_NAMES[self.month - 1]} {self.day:2} '
                f'{getattr(self, "hour", 0):02}:{getattr(self, "minute", 0):02}:'
                f'{getattr(self, "second", 0):02} {self.year:04}')

    def timetuple(self):
        """Return time tuple, compatible with time.localtime()."""
        return self._timetuple(-1)

    def _timetuple(self, dst, hour=0, minute=0, second=0):
        ordinal = self.toordinal()
        return _time.struct_time((
            self.year, self.month, self.day, hour, minute, second, (ordinal + 6) % 7,
            ordinal - _ordinal(self.year, 1, 1) + 1, dst))

    def toordinal(self):
        """Return proleptic Gregorian ordinal.  January 1 of year 1 is day 1."""
        return _ordinal(self.year, self.month, self.day)

    def weekday(self):
        """Return the day of the week represented by the date.
Monday == 0 ... Sunday == 6"""
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        """Return the day of the week represented by the date.
Monday == 1 ... Sunday == 7"""
        return self.weekday() + 1

    def isocalendar(self):
        """Return a named tuple containing ISO year, week number, and weekday."""
        ordinal = self.toordinal()
        year = self.year
        start = _iso_year_start(year)
        if ordinal < start:
            year -= 1
            start = _iso_year_start(year)
        elif year < MAXYEAR and ordinal >= _iso_year_start(year + 1):
            year += 1
            start = _iso_year_start(year)
        week, day = divmod(ordinal - start, 7)
        return IsoCalendarDate(year, week + 1, day + 1)

    def replace(self, year=None, month=None, day=None):
        """Return date with new specified fields."""
        return type(self)(
            self.year if year is None else year,
            self.month if month is None else month,
            self.day if day is None else day)

    __replace__ = replace

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return self._shifted(other.days)

    __radd__ = __add__

    def _shifted(self, days):
        ordinal = self.toordinal() + days
        if not 1 <= ordinal <= _MAX_ORDINAL:
            raise OverflowError('date value out of range')
        return type(self)(*_civil(ordinal))

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self._shifted(-other.days)
        if isinstance(other, date) and not isinstance(other, datetime):
            return _delta((self.toordinal() - other.toordinal()) * _DAY)
        return NotImplemented

    def _key(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return other.toordinal()
        return None

    def __eq__(self, other):
        key = self._key(other)
        return NotImplemented if key is None else self.toordinal() == key

    def __lt__(self, other):
        key = self._key(other)
        return NotImplemented if key is None else self.toordinal() < key

    def __le__(self, other):
        key = self._key(other)
        return NotImplemented if key is None else self.toordinal() <= key

    def __gt__(self, other):
        key = self._key(other)
        return NotImplemented if key is None else self.toordinal() > key

    def __ge__(self, other):
        key = self._key(other)
        return NotImplemented if key is None else self.toordinal() >= key

    def __hash__(self):
        return hash((self.year, self.month, self.day))

    def __reduce__(self):
        return type(self), (bytes((self.year >> 8, self.year & 255, self.month, self.day)),)


# Zones


def _check_tzinfo(tz):
    if tz is not None and not isinstance(tz, tzinfo):
        raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, "
                        f"not type '{_type_name(tz)}'")
    return tz


def _ask(tz, what, moment):
    """What a time zone says: its offset or its share of summer time, checked."""
    if tz is None:
        return None
    delta = getattr(tz, what)(moment)
    if delta is None:
        return None
    if not isinstance(delta, timedelta):
        raise TypeError(f"tzinfo.{what}() must return None or timedelta, "
                        f"not '{_type_name(delta)}'")
    if not -_DAY < delta._us < _DAY:
        raise ValueError('offset must be a timedelta strictly between -timedelta(hours=24) and '
                         'timedelta(hours=24).')
    return delta


class tzinfo:
    """Abstract base class for time zone info objects."""

    def utcoffset(self, dt, /):
        """datetime -> timedelta showing offset from UTC, negative values indicating West of UTC"""
        raise NotImplementedError('a tzinfo subclass must implement utcoffset()')

    def dst(self, dt, /):
        """datetime -> DST offset as timedelta positive east of UTC."""
        raise NotImplementedError('a tzinfo subclass must implement dst()')

    def tzname(self, dt, /):
        """datetime -> string name of time zone."""
        raise NotImplementedError('a tzinfo subclass must implement tzname()')

    def fromutc(self, dt, /):
        """datetime in UTC -> datetime in local time."""
        if not isinstance(dt, datetime):
            raise TypeError('fromutc: argument must be a datetime')
        if dt.tzinfo is not self:
            raise ValueError('fromutc: dt.tzinfo is not self')
        offset = dt.utcoffset()
        if offset is None:
            raise ValueError('fromutc: non-None utcoffset() result required')
        summer = dt.dst()
        if summer is None:
            raise ValueError('fromutc: non-None dst() result required')
        dt += offset - summer
        summer = dt.dst()
        if summer is None:
            raise ValueError('fromutc: tz.dst() gave inconsistent results; cannot convert')
        return dt + summer


def _outside_a_day(delta):
    return ValueError(f'offset must be a timedelta strictly between -timedelta(hours=24) and '
                      f'timedelta(hours=24), not {delta!r}.')


class timezone(tzinfo):
    """Fixed offset from UTC implementation of tzinfo."""

    __slots__ = ('_offset', '_name')

    def __new__(cls, offset=_MISSING, name=_MISSING):
        if offset is _MISSING:
            raise TypeError("timezone() missing required argument 'offset' (pos 1)")
        if not isinstance(offset, timedelta):
            raise TypeError(f'timezone() argument 1 must be datetime.timedelta, '
                            f'not {_type_name(offset)}')
        if name is _MISSING:
            if not offset:
                return timezone.utc
            name = None
        elif not isinstance(name, str):
            raise TypeError(f'timezone() argument 2 must be str, not {_type_name(name)}')
        if not -_DAY < offset._us < _DAY:
            raise _outside_a_day(offset)
        return _make(cls, ('_offset', '_name'), offset, name)

    def _check(self, dt, what):
        if dt is not None and not isinstance(dt, datetime):
            raise TypeError(f'{what}(dt) argument must be a datetime instance or None, '
                            f'not {_type_name(dt)}')

    def utcoffset(self, dt, /):
        """Return fixed offset."""
        self._check(dt, 'utcoffset')
        return self._offset

    def dst(self, dt, /):
        """Return None."""
        self._check(dt, 'dst')
        return None

    def tzname(self, dt, /):
        """If name is specified when timezone is created, returns the name.  Otherwise returns offset as 'UTC(+|-)HH:MM'."""
        self._check(dt, 'tzname')
        if self._name is not None:
            return self._name
        return f'UTC{_offset_text(self._offset)}' if self._offset else 'UTC'

    def fromutc(self, dt, /):
        """datetime in UTC -> datetime in local time."""
        if not isinstance(dt, datetime):
            raise TypeError('fromutc: argument must be a datetime')
        if dt.tzinfo is not self:
            raise ValueError('fromutc: dt.tzinfo is not self')
        return dt + self._offset

    def __repr__(self):
        if self is timezone.utc:
            return 'datetime.timezone.utc'
        name = '' if self._name is None else f', {self._name!r}'
        return f'datetime.timezone({self._offset!r}{name})'

    def __str__(self):
        return self.tzname(None)

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __getinitargs__(self):
        return (self._offset,) if self._name is None else (self._offset, self._name)

    def __reduce__(self):
        return type(self), self.__getinitargs__()


# Times of day


def _time_text(hour, minute, second, us, timespec):
    if timespec == 'auto':
        timespec = 'microseconds' if us else 'seconds'
    text = f'{hour:02}'
    if timespec == 'hours':
        return text
    text += f':{minute:02}'
    if timespec == 'minutes':
        return text
    text += f':{second:02}'
    if timespec == 'seconds':
        return text
    if timespec == 'milliseconds':
        return f'{text}.{us // 1000:03}'
    if timespec == 'microseconds':
        return f'{text}.{us:06}'
    raise ValueError('Unknown timespec value')


def _repr_fields(fields, shown, tz, fold):
    """The arguments that make a value: the first so many fields, and those after them that matter."""
    while len(fields) > shown and not fields[-1]:
        fields = fields[:-1]
    parts = [str(field) for field in fields]
    if tz is not None:
        parts.append(f'tzinfo={tz!r}')
    if fold:
        parts.append(f'fold={fold}')
    return ', '.join(parts)


def _iso_zone(us):
    if us is None:
        return None
    delta = _delta(us)
    if not -_DAY < us < _DAY:
        raise _outside_a_day(delta)
    return timezone(delta)


_TIME_FIELDS = ('hour', 'minute', 'second', 'microsecond', 'tzinfo', 'fold')


class time:
    """time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object

All arguments are optional. tzinfo may be None, or an instance of
a tzinfo subclass. The remaining arguments may be ints."""

    __slots__ = _TIME_FIELDS

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        hour, minute, second, microsecond = _check_time(hour, minute, second, microsecond, fold)
        _check_tzinfo(tzinfo)
        return _make(cls, _TIME_FIELDS, hour, minute, second, microsecond, tzinfo, fold)

    @classmethod
    def fromisoformat(cls, string, /):
        """Construct a time from a string in ISO 8601 format."""
        if not isinstance(string, str):
            raise TypeError('fromisoformat: argument must be str')
        fields = _parse_time(string.removeprefix('T'))
        if fields is None:
            raise ValueError(f'Invalid isoformat string: {string!r}')
        hour, minute, second, us, zone = fields
        return cls(hour, minute, second, us, _iso_zone(zone))

    def _us(self):
        return self.hour * _HOUR + self.minute * _MINUTE + self.second * _SECOND + self.microsecond

    def __repr__(self):
        cls = type(self)
        prefix = f'datetime.{cls.__name__}' if cls.__module__ == 'datetime' else cls.__name__
        fields = self.hour, self.minute, self.second, self.microsecond
        return f'{prefix}({_repr_fields(fields, 2, self.tzinfo, self.fold)})'

    def isoformat(self, timespec='auto'):
        """Return string in ISO 8601 format, [HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM]."""
        text = _time_text(self.hour, self.minute, self.second, self.microsecond, timespec)
        offset = self.utcoffset()
        return text if offset is None else text + _offset_text(offset)

    def __str__(self):
        return self.isoformat()

    def __format__(self, fmt, /):
        return self.strftime(fmt) if _checked_format(fmt) else str(self)

    def strftime(self, format):
        """format -> strftime() style string."""
        fields = (1900, 1, 1, self.hour, self.minute, self.second, 0, 1, -1)
        return _strftime(self, format, fields, self.microsecond)

    def utcoffset(self):
        """Return self.tzinfo.utcoffset(self)."""
        return _ask(self.tzinfo, 'utcoffset', None)

    def dst(self):
        """Return self.tzinfo.dst(self)."""
        return _ask(self.tzinfo, 'dst', None)

    def tzname(self):
        """Return self.tzinfo.tzname(self)."""
        return None if self.tzinfo is None else self.tzinfo.tzname(None)

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=_MISSING, *,
                fold=None):
        """Return time with new specified fields."""
        return type(self)(
            self.hour if hour is None else hour,
            self.minute if minute is None else minute,
            self.second if second is None else second,
            self.microsecond if microsecond is None else microsecond,
            self.tzinfo if tzinfo is _MISSING else tzinfo,
            fold=self.fold if fold is None else fold)

    __replace__ = replace

    def _compare(self, other, is_order):
        """Both as microseconds, in UTC where that matters; None for what can't be compared."""
        if not isinstance(other, time):
            return None
        if self.tzinfo is other.tzinfo:
            return self._us(), other._us()
        mine, others = self.utcoffset(), other.utcoffset()
        if mine == others:
            return self._us(), other._us()
        if mine is None or others is None:
            if is_order:
                raise TypeError("can't compare offset-naive and offset-aware times")
            return 0, 1
        return self._us() - mine._us, other._us() - others._us

    def __eq__(self, other):
        pair = self._compare(other, False)
        return NotImplemented if pair is None else pair[0] == pair[1]

    def __lt__(self, other):
        pair = self._compare(other, True)
        return NotImplemented if pair is None else pair[0] < pair[1]

    def __le__(self, other):
        pair = self._compare(other, True)
        return NotImplemented if pair is None else pair[0] <= pair[1]

    def __gt__(self, other):
        pair = self._compare(other, True)
        return NotImplemented if pair is None else pair[0] > pair[1]

    def __ge__(self, other):
        pair = self._compare(other, True)
        return NotImplemented if pair is None else pair[0] >= pair[1]

    def __hash__(self):
        offset = self.utcoffset()
        return hash(self._us() - (0 if offset is None else offset._us))

    def __reduce__(self):
        fields = self.hour, self.minute, self.second, self.microsecond, self.tzinfo
        return type(self), fields


# Dates with times

_DATETIME_FIELDS = _DATE_FIELDS + _TIME_FIELDS
_LONG_AGO = 719163


def _split_timestamp(timestamp):
    """Seconds and microseconds of a timestamp, rounded to the nearest microsecond, ties to even."""
    if isinstance(timestamp, float):
        if timestamp != timestamp:
            raise ValueError('Invalid value NaN (not a number)')
        if abs(timestamp) >= 2**63:
            raise OverflowError('timestamp out of range for platform time_t')
        n, d = timestamp.as_integer_ratio()
        return divmod(_round_ratio(n * _SECOND, d), _SECOND)
    seconds = _index(timestamp)
    if not -2**63 <= seconds < 2**63:
        raise OverflowError('timestamp out of range for platform time_t')
    return seconds, 0


def _year_of(seconds):
    return 1970 + seconds // 31556952


def _local_zone(seconds):
    offset, name = _local(seconds)
    return timezone(_delta(offset * _SECOND), name)


def _warn_deprecated(old, new):
    import warnings
    # Frames of the library do not count.
    warnings.warn(
        f'datetime.datetime.{old}() is deprecated and scheduled for removal in a future version. '
        f'Use timezone-aware objects to represent datetimes in UTC: {new}.',
        DeprecationWarning)


class datetime(date):
    """datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])

The year, month and day arguments are required. tzinfo may be None, or an
instance of a tzinfo subclass. The remaining arguments may be ints."""

    __slots__ = _TIME_FIELDS

    def __new__(cls, year=_MISSING, month=_MISSING, day=_MISSING, hour=0, minute=0, second=0,
                microsecond=0, tzinfo=None, *, fold=0):
        if isinstance(year, bytes) and len(year) == 10:
            zone = None if month is _MISSING else month
            fold, numbers = year[2] >> 7, year
            year, month, day = numbers[0] * 256 + numbers[1], numbers[2] & 127, numbers[3]
            hour, minute, second = numbers[4], numbers[5], numbers[6]
            microsecond, tzinfo = (numbers[7] << 16) + (numbers[8] << 8) + numbers[9], zone
        _require(year, 'year', 1)
        _require(month, 'month', 2)
        _require(day, 'day', 3)
        year, month, day = _check_date(year, month, day)
        hour, minute, second, microsecond = _check_time(hour, minute, second, microsecond, fold)
        _check_tzinfo(tzinfo)
        return _make(cls, _DATETIME_FIELDS, year, month, day, hour, minute, second, microsecond,
                     tzinfo, fold)

    @classmethod
    def _at(cls, us, tz=None, fold=0):
        """The instance at so many microseconds since the day 0."""
        if not _DAY <= us < (_MAX_ORDINAL + 1) * _DAY:
            raise OverflowError('date value out of range')
        fields = _fields(us)
        if cls is datetime:
            return _make(cls, _DATETIME_FIELDS, *fields, tz, fold)
        return cls(*fields, tz, fold=fold)

    @classmethod
    def now(cls, tz=None):
        """Returns new datetime object representing current time local to tz.

  tz
    Timezone object.

If no tz is specified, uses local timezone."""
        _check_tzinfo(tz)
        seconds, us = _wall()
        if tz is None:
            return cls._at((seconds + _local(seconds)[0]) * _SECOND + us + _EPOCH)
        return tz.fromutc(cls._at(seconds * _SECOND + us + _EPOCH, tz))

    @classmethod
    def today(cls):
        """Current date or datetime:  same as self.__class__.fromtimestamp(time.time())."""
        return cls.now()

    @classmethod
    def utcnow(cls):
        """Return a new datetime representing UTC day and time."""
        _warn_deprecated('utcnow', 'datetime.datetime.now(datetime.UTC)')
        seconds, us = _wall()
        return cls._at(seconds * _SECOND + us + _EPOCH)

    @classmethod
    def _of_timestamp(cls, timestamp, tz, offset):
        seconds, us = _split_timestamp(timestamp)
        total = (seconds + offset(seconds)) * _SECOND + us + _EPOCH
        if not _DAY <= total < (_MAX_ORDINAL + 1) * _DAY:
            raise ValueError(f'year {_year_of(seconds)} is out of range')
        return cls._at(total, tz)

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """timestamp[, tz] -> tz's local time from POSIX timestamp."""
        _check_tzinfo(tz)
        if tz is None:
            return cls._of_timestamp(timestamp, None, lambda seconds: _local(seconds)[0])
        return tz.fromutc(cls._of_timestamp(timestamp, tz, lambda seconds: 0))

    @classmethod
    def utcfromtimestamp(cls, timestamp, /):
        """Construct a naive UTC datetime from a POSIX timestamp."""
        _warn_deprecated('utcfromtimestamp',
                         'datetime.datetime.fromtimestamp(timestamp, datetime.UTC)')
        return cls._of_timestamp(timestamp, None, lambda seconds: 0)

    @classmethod
    def combine(cls, date, time, tzinfo=_MISSING):
        """date, time -> datetime with same date and time fields"""
        if not isinstance(date, _date):
            raise TypeError(f'combine() argument 1 must be datetime.date, not {_type_name(date)}')
        if not isinstance(time, _time_class):
            raise TypeError(f'combine() argument 2 must be datetime.time, not {_type_name(time)}')
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second,
                   time.microsecond, time.tzinfo if tzinfo is _MISSING else tzinfo, fold=time.fold)

    @classmethod
    def fromisoformat(cls, string, /):
        """string -> datetime from a string in most ISO 8601 formats"""
        if not isinstance(string, str):
            raise TypeError('fromisoformat: argument must be str')
        length = _iso_date_length(string)
        fields = _iso_date_fields(string[:length])
        rest = string[length + 1:]
        clock = _parse_time(rest) if rest else (0, 0, 0, 0, None)
        if fields is None or clock is None or len(string) == length + 1:
            raise ValueError(f'Invalid isoformat string: {string!r}')
        return cls(*fields, *clock[:4], _iso_zone(clock[4]))

    @classmethod
    def strptime(cls, date_string, format, /):
        """string, format -> new datetime parsed from a string (like time.strptime())."""
        for number, value in enumerate((date_string, format), 1):
            if not isinstance(value, str):
                raise TypeError(f'strptime() argument {number} must be str, '
                                f'not {_type_name(value)}')
        fields, us, offset, name = _time._strptime(date_string, format)
        zone = None
        if offset is not None:
            delta = _delta(offset)
            zone = timezone(delta) if name is None else timezone(delta, name)
        return cls(*fields[:6], us, zone)

    def _us(self):
        """Microseconds since the day 0, of the fields as they are."""
        return _micros(self.year, self.month, self.day, self.hour, self.minute, self.second,
                       self.microsecond)

    def date(self):
        """Return date object with same year, month and day."""
        return _date(self.year, self.month, self.day)

    def time(self):
        """Return time object with same time but with tzinfo=None."""
        return _time_class(self.hour, self.minute, self.second, self.microsecond, fold=self.fold)

    def timetz(self):
        """Return time object with same time and tzinfo."""
        return _time_class(self.hour, self.minute, self.second, self.microsecond, self.tzinfo,
                           fold=self.fold)

    def utcoffset(self):
        """Return self.tzinfo.utcoffset(self)."""
        return _ask(self.tzinfo, 'utcoffset', self)

    def dst(self):
        """Return self.tzinfo.dst(self)."""
        return _ask(self.tzinfo, 'dst', self)

    def tzname(self):
        """Return self.tzinfo.tzname(self)."""
        if self.tzinfo is None:
            return None
        name = self.tzinfo.tzname(self)
        if name is not None and not isinstance(name, str):
            raise TypeError(f"tzinfo.tzname() must return None or a string, "
                            f"not '{_type_name(name)}'")
        return name

    def timetuple(self):
        """Return time tuple, compatible with time.localtime()."""
        summer = self.dst()
        dst = -1 if summer is None else int(bool(summer))
        return self._timetuple(dst, self.hour, self.minute, self.second)

    def utctimetuple(self):
        """Return UTC time tuple, compatible with time.localtime()."""
        offset = self.utcoffset()
        moment = self if offset is None else datetime._at(self._us() - offset._us)
        return moment._timetuple(0, moment.hour, moment.minute, moment.second)

    def _local_seconds(self):
        """Seconds since the epoch of local time."""
        return _resolve(self._us() // _SECOND - _EPOCH // _SECOND, self.fold)

    def timestamp(self):
        """Return POSIX timestamp as float."""
        offset = self.utcoffset()
        if offset is None:
            return self._local_seconds() + self.microsecond / _SECOND
        return (self._us() - offset._us - _EPOCH) / _SECOND

    def astimezone(self, tz=None):
        """tz -> convert to local time in new timezone tz"""
        if tz is not None and not isinstance(tz, tzinfo):
            raise TypeError(f'tzinfo argument must be None or of a tzinfo subclass, '
                            f"not type '{_type_name(tz)}'")
        if tz is self.tzinfo and tz is not None:
            return self
        offset = self.utcoffset()
        if offset is None:
            us = self._local_seconds() * _SECOND + self.microsecond + _EPOCH
        else:
            us = self._us() - offset._us
        if tz is None:
            tz = _local_zone((us - _EPOCH) // _SECOND)
        return tz.fromutc(type(self)._at(us, tz))

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None,
                microsecond=None, tzinfo=_MISSING, *, fold=None):
        """Return datetime with new specified fields."""
        return type(self)(
            self.year if year is None else year,
            self.month if month is None else month,
            self.day if day is None else day,
            self.hour if hour is None else hour,
            self.minute if minute is None else minute,
            self.second if second is None else second,
            self.microsecond if microsecond is None else microsecond,
            self.tzinfo if tzinfo is _MISSING else tzinfo,
            fold=self.fold if fold is None else fold)

    __replace__ = replace

    def __repr__(self):
        fields = (self.year, self.month, self.day, self.hour, self.minute, self.second,
                  self.microsecond)
        return f'{self._prefix()}({_repr_fields(fields, 5, self.tzinfo, self.fold)})'

    def isoformat(self, sep='T', timespec='auto'):
        """[sep] -> string in ISO 8601 format, YYYY-MM-DDT[HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM]."""
        if not isinstance(sep, str) or len(sep) != 1:
            raise TypeError(f'isoformat() argument 1 must be a unicode character, '
                            f'not {_type_name(sep)}')
        clock = _time_text(self.hour, self.minute, self.second, self.microsecond, timespec)
        text = f'{self.year:04}-{self.month:02}-{self.day:02}{sep}{clock}'
        offset = self.utcoffset()
        return text if offset is None else text + _offset_text(offset)

    def __str__(self):
        return self.isoformat(' ')

    def strftime(self, format):
        """format -> strftime() style string."""
        return _strftime(self, format, self.timetuple(), self.microsecond)

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return type(self)._at(self._us() + other._us, self.tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return type(self)._at(self._us() - other._us, self.tzinfo)
        if not isinstance(other, datetime):
            return NotImplemented
        if self.tzinfo is other.tzinfo:
            return _delta(self._us() - other._us())
        mine, others = self.utcoffset(), other.utcoffset()
        if (mine is None) != (others is None):
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        shift = 0 if mine is None else others._us - mine._us
        return _delta(self._us() - other._us() + shift)

    def _depends_on_fold(self):
        return self.utcoffset() != self.replace(fold=not self.fold).utcoffset()

    def _compare(self, other, is_order):
        """Both as microseconds, in UTC where that matters; None for what can't be compared."""
        if not isinstance(other, datetime):
            return None
        if self.tzinfo is other.tzinfo:
            return self._us(), other._us()
        mine, others = self.utcoffset(), other.utcoffset()
        if not is_order and (self._depends_on_fold() or other._depends_on_fold()):
            return 0, 1
        if mine == others:
            return self._us(), other._us()
        if mine is None or others is None:
            if is_order:
                raise TypeError("can't compare offset-naive and offset-aware datetimes")
            return 0, 1
        return self._us() - mine._us, other._us() - others._us

    def __eq__(self, other):
        pair = self._compare(other, False)
        return NotImplemented if pair is None else pair[0] == pair[1]

    def __lt__(self, other):
        pair = self._compare(other, True)
        return NotImplemented if pair is None else pair[0] < pair[1]

    def __le__(self, other):
        pair = self._compare(other, True)
        return NotImplemented if pair is None else pair[0] <= pair[1]

    def __gt__(self, other):
        pair = self._compare(other, True)
        return NotImplemented if pair is None else pair[0] > pair[1]

    def __ge__(self, other):
        pair = self._compare(other, True)
        return NotImplemented if pair is None else pair[0] >= pair[1]

    def __hash__(self):
        offset = (self.replace(fold=0) if self.fold else self).utcoffset()
        return hash(self._us() - (0 if offset is None else offset._us))

    def __reduce__(self):
        us = self.microsecond
        state = bytes((self.year >> 8, self.year & 255, self.month, self.day, self.hour,
                       self.minute, self.second, us >> 16, us >> 8 & 255, us & 255))
        return type(self), (state,) if self.tzinfo is None else (state, self.tzinfo)


_date, _time_class = date, time
_MAX_ORDINAL = _ordinal(MAXYEAR, 12, 31)
_EPOCH = _micros(1970, 1, 1, 0, 0, 0, 0)


timedelta.resolution = timedelta(microseconds=1)
timedelta.min = timedelta(-_MAX_DAYS)
timedelta.max = timedelta(_MAX_DAYS, 86399, 999999)
date.min = date(MINYEAR, 1, 1)
date.max = date(MAXYEAR, 12, 31)
date.resolution = timedelta(1)
time.min = time()
time.max = time(23, 59, 59, 999999)
time.resolution = datetime.resolution = timedelta.resolution
datetime.min = datetime(MINYEAR, 1, 1)
datetime.max = datetime(MAXYEAR, 12, 31, 23, 59, 59, 999999)
timezone.utc = UTC = _make(timezone, ('_offset', '_name'), timedelta(), None)
timezone.min = timezone(timedelta(hours=-23, minutes=-59))
timezone.max = timezone(timedelta(hours=23, minutes=59))
_static(timedelta, date, time, datetime, tzinfo, timezone, IsoCalendarDate)
