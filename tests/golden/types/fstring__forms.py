# f-strings: nesting, debugging, formats, quotes, lambdas, lines.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


x, name, items = 3.14159, "Ann", [1, 2]
print(f"{x:.2f} {x!r} {name!s:>5} {name=} {x = :.1f} {items[0]} {items=!s} {x+1=}")
print(f"{'nested ' + f'{name}'} {{literal}} {name[::-1]} {(lambda v: v * 2)(3)} {len(items)} {'yes' if x > 3 else 'no'} {items!r:>10}")
print(f"{x:{'>'}{10}.{2}f}|{name:*^{len(name) + 4}}|{1:#06x}|{-1:+}|{True:d}|{None}|{x:}")
print(f"""multi
{name}
{
    x
    + 1
:.3f}""", rf"raw\n{name}\t", F"{name}" "plain" f"{x:.0f}")
print(f"{name!r}" f"{{{name}}}", f"{'a' 'b'}", f'{"quotes"}', f"{dict(a=1)['a']}", f"{ {'k': 1}['k'] }", f"{[i for i in range(2)]}", f"{x!s:.4}", f"{(y := 5)}{y}")
print(f"{'\n'.join(['a', 'b'])}", f"{"inner"}", f"{x:{"0"}>8.1f}", f"{lambda_ if (lambda_ := 1) else 0}")
show(lambda: f"{undefined}")
show(lambda: f"{x:q}")
show(lambda: f"{name:d}")
show(lambda: f"{items:5}")
show(lambda: f"{name!r:d}")
show(lambda: f"{1 / 0}")
