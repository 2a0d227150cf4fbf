# test: max-steps=20000
# A limit ends the run for good: no handler, no finally and no __del__ has a say.
class Loud:
    def __del__(self):
        print("__del__ ran")


def endless():
    try:
        while True:
            yield 1
    finally:
        print("a generator's finally ran")


loud = Loud()
generator = endless()
next(generator)
print("before")
try:
    while True:
        try:
            while True:
                len("a call is a step")
        except BaseException:
            print("caught")
        finally:
            print("finally")
finally:
    print("the outer finally")
