# What goes to standard error: the last resort, exceptions, stacks, levels that are off.
import logging

log = logging.getLogger("shop.orders")
log.info("not seen")
log.warning("seen without configuration")
logging.basicConfig(level=logging.INFO, format="%(levelname)s:%(name)s:%(funcName)s:%(lineno)d:%(message)s")


def pay(amount):
    log.info("paying %d", amount)
    try:
        return 1 / (amount - amount)
    except ZeroDivisionError:
        log.exception("could not pay %s", amount)
        log.error("again", exc_info=True)
    log.debug("not seen")
    log.warning("done", stack_info=True)


pay(3)
logging.error("no exception", exc_info=True)
logging.critical("dict: %(a)s", {"a": 1})
log.log(35, "between")
logging.getLogger("asyncio").error("as asyncio does")
logging.disable(logging.ERROR)
log.error("not seen")
log.critical("seen")
