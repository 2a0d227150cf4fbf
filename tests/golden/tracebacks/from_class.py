# raise ... from a class makes an instance of it.
raise ValueError("v") from KeyError
