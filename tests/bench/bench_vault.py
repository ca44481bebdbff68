"""What sealing costs, as ratios to the bare AES-256-GCM call on the same bytes.

Run by `./dev bench bench_vault`, or alone: it needs no database. Each figure is the median of
paired rounds, so a busy machine disturbs both sides alike. The bare call is all hardware and the
rest is Python, so the ratio grows with a faster processor; Fernet, which field packages use, is
measured beside it as the yardstick that does not move. Fails when a cell is not clearly cheaper
than Fernet, or changing the KEK not clearly cheaper than sealing anew.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from eap.vault.cipher import FieldKey, Place, commit, decrypt, encrypt, unwrap, wrap
from eap.vault.keyring import Kek

ROUNDS = 41
SIZES = (40, 1024, 10_240)  # bytes of text
FILES = 100
CELLS = 10_000
CHEAPER_THAN_FERNET = 5.0
CHEAPER_THAN_SEALING_ANEW = 4.0


def seconds(act: Callable[[], object], times: int) -> float:
    """Processor time of `times` calls."""
    began = time.process_time()
    for _ in range(times):
        act()
    return time.process_time() - began


def ratio(act: Callable[[], object], bare: Callable[[], object], times: int) -> float:
    """Median over rounds of the cost of `act` to that of `bare`, run side by side."""
    return statistics.median(seconds(act, times) / seconds(bare, times) for _ in range(ROUNDS))


def cell(size: int) -> dict[str, tuple[float, float]]:
    """act -> (sealing, Fernet), each to the bare call, for a text of `size` bytes."""
    key, place = FieldKey(os.urandom(32), uuid4()), Place("note", "body", uuid4(), 1)
    bare, fernet = AESGCM(os.urandom(32)), Fernet(Fernet.generate_key())
    nonce, text = os.urandom(12), "a" * size
    data, times = text.encode(), 100 if size > 4096 else 400
    token, peer = encrypt(key, text, place), fernet.encrypt(data)
    plain = bare.encrypt(nonce, data, None)
    writing, reading = (
        lambda: bare.encrypt(os.urandom(12), data, None),
        lambda: bare.decrypt(nonce, plain, None),
    )
    return {
        "write": (
            ratio(lambda: encrypt(key, text, place), writing, times),
            ratio(lambda: fernet.encrypt(text.encode()), writing, times),
        ),
        "read": (
            ratio(lambda: decrypt(key, token, place), reading, times),
            ratio(lambda: fernet.decrypt(peer).decode(), reading, times),
        ),
    }


def cold_files() -> float:
    """10,000 cells of 40 bytes in 100 files whose seeds must be unwrapped first, to one key."""
    kek, bare, nonce = Kek("00" * 8, os.urandom(32)), AESGCM(os.urandom(32)), os.urandom(12)
    sealed, text = bare.encrypt(nonce, b"a" * 40, None), "a" * 40
    files = []
    for _ in range(FILES):
        file_id, seed = uuid4(), os.urandom(32)
        about = file_id.bytes
        key = FieldKey(seed, file_id)
        places = [Place("note", "body", uuid4(), 1) for _ in range(CELLS // FILES)]
        cells = [(place, encrypt(key, text, place)) for place in places]
        files.append((file_id, wrap(kek, seed, about), commit(seed, about), cells))

    def read_all() -> None:
        for file_id, wrapped, committed, cells in files:
            key = FieldKey(unwrap(kek, wrapped, file_id.bytes, committed), file_id)
            for place, token in cells:
                decrypt(key, token, place)

    def read_bare() -> None:
        for _ in range(CELLS):
            bare.decrypt(nonce, sealed, None)

    return statistics.median(
        seconds(read_all, 1) / seconds(read_bare, 1) for _ in range(ROUNDS // 4)
    )


def kek_rotation() -> float:
    """How much cheaper wrapping a file's seed anew is than sealing its five cells anew."""
    old, new = Kek("00" * 8, os.urandom(32)), Kek("11" * 8, os.urandom(32))
    file_id, seed = uuid4(), os.urandom(32)
    about = file_id.bytes
    wrapped, committed = wrap(old, seed, about), commit(seed, about)
    key, places = FieldKey(seed, file_id), [Place("note", "body", uuid4(), 1) for _ in range(5)]
    tokens = [encrypt(key, "a" * 1024, place) for place in places]

    def seal_anew() -> None:
        fresh = FieldKey(os.urandom(32), file_id)
        for place, token in zip(places, tokens, strict=True):
            encrypt(fresh, decrypt(key, token, place), place)

    return ratio(seal_anew, lambda: wrap(new, unwrap(old, wrapped, about, committed), about), 400)


def main() -> int:
    """Print the figures; exit code 1 when sealing is not worth its cost."""
    failed = False
    print("to the bare AES-256-GCM call:       sealing   Fernet")
    for size in SIZES:
        for act, (ours, peer) in cell(size).items():
            print(f"  {act + f' {size} bytes':<32} {ours:8.2f} {peer:8.2f}")
            failed |= peer / ours < CHEAPER_THAN_FERNET
    print(f"  10,000 cells in 100 cold files   {cold_files():8.2f}")
    cheaper = kek_rotation()
    print(f"a new KEK is cheaper than sealing five 1 KB cells anew by {cheaper:.1f}")
    failed |= cheaper < CHEAPER_THAN_SEALING_ANEW
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
