# hashlib.pbkdf2_hmac, as a key is derived from a password.
import hashlib

key = hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 1000)
print(len(key), key.hex())
print(hashlib.pbkdf2_hmac(hash_name="sha512", password="ключ".encode(), salt=b"pepper", iterations=50, dklen=20).hex())
print(hashlib.sha256(b"loop").hexdigest())
