# At the top of a script.
async def main():
    print("never printed")


main()
print("end")
