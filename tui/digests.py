"""BLAKE2, which is all that is wanted of hashlib: that loads OpenSSL, four megabytes."""

try:
    from _blake2 import blake2b
except ImportError:  # another Python than CPython
    from hashlib import blake2b

__all__ = ["blake2b"]
