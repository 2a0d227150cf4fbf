# exit and quit are there in every script.
print(exit, quit)
print(type(exit), exit.name, quit.name, exit.eof)
for leave in (exit, quit):
    try:
        leave(3)
    except SystemExit as error:
        print(error.code, error.args)
try:
    quit()
except SystemExit as error:
    print(error.code, error.args)
exit("the end")
