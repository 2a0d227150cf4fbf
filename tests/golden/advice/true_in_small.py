done = False
while True:
    if done == true:
        break
    done = True
