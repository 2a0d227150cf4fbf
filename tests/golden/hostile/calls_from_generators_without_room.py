# Calls from generators, of a function with many locals, until there is no room for more.
import sys

sys.setrecursionlimit(10**6)


def wide(holds, n):
    local0 = local1 = local2 = local3 = local4 = local5 = local6 = local7 = local8 = local9 = local10 = local11 = local12 = local13 = local14 = local15 = local16 = local17 = local18 = local19 = local20 = local21 = local22 = local23 = local24 = local25 = local26 = local27 = local28 = local29 = local30 = local31 = local32 = local33 = local34 = local35 = local36 = local37 = local38 = local39 = 0
    more0 = more1 = more2 = more3 = more4 = more5 = more6 = more7 = more8 = more9 = more10 = more11 = more12 = more13 = more14 = more15 = more16 = more17 = more18 = more19 = more20 = more21 = more22 = more23 = more24 = more25 = more26 = more27 = more28 = more29 = more30 = more31 = more32 = more33 = more34 = more35 = more36 = more37 = more38 = more39 = more40 = more41 = more42 = more43 = more44 = more45 = more46 = more47 = more48 = more49 = more50 = more51 = more52 = more53 = more54 = more55 = more56 = more57 = more58 = more59 = 0
    for _ in narrow(holds, n):
        pass


def narrow(holds, n):
    wide([holds], n + 1)
    yield 1


try:
    wide(None, 0)
except RecursionError:
    print("RecursionError")
