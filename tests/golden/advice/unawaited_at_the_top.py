# Outside of any function, where there is no await.
async def answer():
    return 42


result = answer()
print(result + 1)
