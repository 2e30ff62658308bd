# SPDX-License-Identifier: GPL-3.0-or-later
"""Which files are encrypted, and the way from a passphrase to the key of one.

The way is SQLCipher's own (PBKDF2 with SHA-512, 256,000 rounds, the salt in the file's first
bytes), so that every program that knows SQLCipher 4 opens a log with its passphrase alone. It is
walked here because it takes a tenth of a second or more on purpose, and all copies of a log have
one salt: each key is worked out once and not once for every backup.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from functools import lru_cache
from pathlib import Path

PAGE = 4096
"""Bytes in a page of an encrypted file; it is a whole number of them."""

_MAGIC = b"SQLite format 3\x00"
_SALT = 16
_ROUNDS = 256_000
_KEY = 32

_MOST_OF_ONE = 60
_FEWEST_KINDS = 230
"""Of 4,096 random bytes each value comes 16 times, and all 256 do; more than 11 standard
deviations off is no chance."""


def is_encrypted(path: Path) -> bool:
    """Return whether a file is an encrypted log or backup, as far as can be told without opening.

    It has no header, whole pages, and nothing but noise in the first. False where it cannot be
    read. Never for the log that this very program has open: reading it ends the lock.
    """
    try:
        with path.open("rb") as file:
            page = file.read(PAGE)
            size = file.seek(0, 2)
    except OSError:
        return False
    return size % PAGE == 0 and is_noise(page)


def is_noise(page: bytes) -> bool:
    """Return whether a whole page looks like one that was encrypted."""
    if len(page) < PAGE or page.startswith(_MAGIC):
        return False
    counts = Counter(page)
    return len(counts) >= _FEWEST_KINDS and max(counts.values()) <= _MOST_OF_ONE


def key_for(path: Path, passphrase: str) -> str:
    """Return what SQLCipher takes as the key of the file ``path``; one without bytes gets a salt.

    Takes a tenth of a second or more when it is asked for the first time.
    """
    salt = b""
    try:
        with path.open("rb") as file:
            salt = file.read(_SALT)
    except OSError:
        pass  # opening it will say why
    return new_key(passphrase, salt if len(salt) == _SALT else secrets.token_bytes(_SALT))


def new_key(passphrase: str, salt: bytes | None = None) -> str:
    """Return the key of a file that is to be made, with a salt of its own unless one is given.

    The passphrase is taken as it is: see `Database.passphrase` for the form that opens a log.
    """
    salt = salt or secrets.token_bytes(_SALT)
    return f"x'{_derived(passphrase, salt)}{salt.hex()}'"


@lru_cache(maxsize=32)
def _derived(passphrase: str, salt: bytes) -> str:
    return hashlib.pbkdf2_hmac("sha512", passphrase.encode(), salt, _ROUNDS, _KEY).hex()


def forget_keys() -> None:
    """Forget every key that was worked out: for when the log is locked."""
    _derived.cache_clear()
