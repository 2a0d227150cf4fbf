"""shield: the one who waits may give up, what he waits for goes on."""
import asyncio


async def pay(amount):
    await asyncio.sleep(0.2)
    print(f"  paid {amount}")
    return f"receipt for {amount}"


async def main():
    print("without a shield")
    try:
        await asyncio.wait_for(pay(10), timeout=0.1)
    except TimeoutError:
        print("  timed out, and the payment with it")
    await asyncio.sleep(0.2)

    print("with a shield")
    payment = asyncio.create_task(pay(20))
    try:
        await asyncio.wait_for(asyncio.shield(payment), timeout=0.1)
    except TimeoutError:
        print("  timed out, but the payment goes on:", not payment.done())
    print(" ", await payment)


asyncio.run(main())
