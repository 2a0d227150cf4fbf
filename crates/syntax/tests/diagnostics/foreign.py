if a && b:
    pass
x++
while True print(1)
function f():
    pass
asnyc def g():
    pass
print "x"
>>> x = 1
if x then:
    pass
else if y:
    pass
