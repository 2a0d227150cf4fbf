# A group of exceptions, nested, with notes.
def fail(x):
    raise ValueError(x)


errors = []
for i in range(2):
    try:
        fail(i)
    except ValueError as e:
        e.add_note(f"note {i}")
        errors.append(e)
inner = ExceptionGroup("inner", [TypeError("t"), OSError(2, "missing", "file")])
raise ExceptionGroup("outer", [*errors, inner])
