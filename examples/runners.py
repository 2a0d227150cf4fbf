"""Three tasks take turns: each `await` lets the others run."""
import asyncio


async def run_laps(name, lap_time, laps):
    for lap in range(1, laps + 1):
        await asyncio.sleep(lap_time)
        print(f"{name} finished lap {lap}")
    return name


async def main():
    lanes = [("hare", 0.2, 3), ("tortoise", 0.5, 2), ("snail", 0.7, 1)]
    tasks = [asyncio.create_task(run_laps(*lane), name=lane[0]) for lane in lanes]
    print("started:", [task.get_name() for task in tasks])
    for task in tasks:
        print(await task, "is home")


asyncio.run(main())
