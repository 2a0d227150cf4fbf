# A name that is not defined in a method, but as an attribute of its object.
class Account:
    def __init__(self):
        self.balance = 5

    def report(self):
        def later():
            return self

        return balance


Account().report()
