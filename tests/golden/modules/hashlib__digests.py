# Digests, keys from passwords, and their errors.
import hashlib


def show(call):
    try:
        print(repr(call()))
    except (Exception, SystemExit) as error:
        print(type(error).__name__, error)


show(lambda: hashlib.pbkdf2_hmac("sha256", b"p", b"s", 1000).hex())
show(lambda: hashlib.pbkdf2_hmac("sha256", "p", b"s", 1000))
show(lambda: hashlib.pbkdf2_hmac("sha256", b"p", b"s", 0))
show(lambda: hashlib.pbkdf2_hmac("sha256", b"p", b"s", -1))
show(lambda: hashlib.pbkdf2_hmac("sha256", b"p", b"s", 1, dklen=0))
show(lambda: hashlib.pbkdf2_hmac("sha256", b"p", b"s", 1, dklen=70).hex())
show(lambda: hashlib.pbkdf2_hmac(1, b"p", b"s", 1))
show(lambda: hashlib.pbkdf2_hmac("SHA256", b"p", b"s", 1).hex())
show(lambda: hashlib.pbkdf2_hmac(hash_name="sha512", password=b"p", salt=b"s", iterations=3).hex())
show(lambda: hashlib.pbkdf2_hmac("md5", b"p"*200, b"s", 3).hex())
show(lambda: hashlib.pbkdf2_hmac("sha256", b"p", b"s", "a"))
show(lambda: hashlib.sha256("a"))
show(lambda: hashlib.sha256(1))
show(lambda: hashlib.md5(b"a").name)
show(lambda: hashlib.new("sha256",b"a").hexdigest())
show(lambda: hashlib.new("nope"))
show(lambda: hashlib.sha256().update("a"))
show(lambda: hashlib.sha256().digest_size)
show(lambda: hashlib.sha512().block_size)
show(lambda: repr(hashlib.pbkdf2_hmac))
