"""time.strptime and what the clocks say of themselves."""
import time

def t(f, *a):
    try:
        print(repr(f(*a)))
    except BaseException as e:
        print(type(e).__name__, e)


for name in 'time monotonic perf_counter process_time thread_time'.split():
    print(time.get_clock_info(name))
t(time.get_clock_info, 'x')
t(time.strptime, 'Thu Feb 29 13:04:05 2024')
for text, format in [
    ('2024-02-29 13:04:05', '%Y-%m-%d %H:%M:%S'), ('x', '%Y'), ('13:04', '%H:%M'), ('60', '%j'),
    ('2024 60', '%Y %j'), ('Mon', '%a'), ('12 UTC', '%H %Z'), ('12 +0100', '%H %z'),
    ('2023 366', '%Y %j'), ('61', '%S'), ('62', '%S'), ('2024 5', '%Y %U'), ('2024 9 4', '%G %V %u'),
    ('2024 9', '%G %V'), ('9 4', '%V %u'), ('2024 4', '%G %u'), ('2024 9 4', '%Y %V %u'),
    ('a  b', 'a b'), ('ab', 'a b'), ('Feb 30 2023', '%b %d %Y'), ('A', 'a'), ('2024\n', '%Y'),
    ('2', '%m'), ('2024 060 3 2', '%Y %j %m %d'), ('112024', '%m%d%Y'), 
    ('2024 08 0', '%Y %U %w'), ('2024 08 0', '%Y %W %w'), ('2024 00 3', '%Y %W %w'),
]:
    print(repr(text), repr(format), end=' ')
    t(time.strptime, text, format)
