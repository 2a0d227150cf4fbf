"""An old database driver in a thread, a costly hash in a process, and a loop that stays free for others."""
import asyncio
import hashlib
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def look_up(number):
    time.sleep(0.2)
    return {"number": number, "mail": f"user{number}@example.com"}


def hash_password(password, rounds):
    return hashlib.pbkdf2_hmac("sha256", password.encode(), b"salt of the demo", rounds).hex()


async def register(name, password):
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(max_workers=2) as threads, ProcessPoolExecutor(max_workers=1) as processes:
        user, digest = await asyncio.gather(
            loop.run_in_executor(threads, look_up, 7),
            loop.run_in_executor(processes, hash_password, password, 1000),
        )
    return {"name": name, "mail": user["mail"], "password": digest[:12] + "..."}


async def main():
    print(await register("ada", "correct horse"))


if __name__ == "__main__":
    asyncio.run(main())
