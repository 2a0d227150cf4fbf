async def check_mail():
async def check_news():
