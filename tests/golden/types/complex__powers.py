"""Complex powers: infinities, zeros, and what has no value."""
inf=float("inf"); nan=float("nan")
V=[0j,1j,-1j,1+0j,-1+0j,2-3j,complex(inf,0),complex(0,inf),complex(inf,inf),complex(-inf,nan),complex(nan,nan),complex(nan,0),1e300+1j,1e-300j,complex(-0.0,-0.0), 1e200+1e200j]
E=[0,1,-1,2,-2,3,100,101,-101,0.5,-0.5,1e10,-1e10,1e300,inf,-inf,nan,1j,-2j,1+1j,complex(inf,1),complex(1,inf),complex(nan,1),complex(-1,-1),1e400,2.0,0j,complex(-0.0,0)]
for a in V:
    for b in E:
        try: print(a,"**",b,"=",a**b)
        except ArithmeticError as e: print(a,"**",b,"!",type(e).__name__,e)
