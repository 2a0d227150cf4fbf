"""What datetime warns of."""
from datetime import datetime, timezone

print(datetime.utcfromtimestamp(0), datetime.utcnow().tzinfo)


def function():
    return datetime.utcnow()


function()
function()
