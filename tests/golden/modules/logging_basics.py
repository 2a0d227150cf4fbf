# Levels, names and the format of records, on standard error.
import logging

logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
log = logging.getLogger("kitchen")
log.debug("not shown")
log.info("plates: %d of %s", 3, "five")
log.warning("hot")
log.error("burnt")
logging.getLogger().info("from the root")
logging.critical("module function")
try:
    1 / 0
except ZeroDivisionError:
    log.exception("with a traceback")
print(log.name, log.level, log.getEffectiveLevel(), log.isEnabledFor(logging.DEBUG))
