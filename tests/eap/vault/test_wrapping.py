"""A secret in a wrap: for one place, one holder, one KEK, and masked with the file's share."""

import os
from uuid import uuid4

import pytest

from eap.vault import pairs, wrapping
from eap.vault.cipher import Damaged
from eap.vault.keyring import Kek
from eap.vault.pairs import Opener
from eap.vault.words import ESCROW, Holder, client, staff
from eap.vault.wrapping import Place

KEK = Kek("00" * 8, os.urandom(32))
PRIVATE = pairs.new_private()
PUBLIC = pairs.public_of(PRIVATE)
SEED = os.urandom(32)
PLACE = Place(uuid4(), staff(uuid4()), uuid4())


def test_a_seed_comes_back_and_no_two_wraps_are_alike() -> None:
    token = wrapping.wrapped(KEK, SEED, PUBLIC, PLACE)
    assert wrapping.opened(KEK, token, Opener(PRIVATE), PLACE) == SEED
    assert SEED not in token
    assert token != wrapping.wrapped(KEK, SEED, PUBLIC, PLACE)


def test_every_changed_byte_and_every_length_is_noticed() -> None:
    token = wrapping.wrapped(KEK, SEED, PUBLIC, PLACE)
    for at in range(len(token)):
        _refuses(token[:at] + bytes([token[at] ^ 1]) + token[at + 1 :])
        _refuses(token[:at])
    _refuses(token + b"\0")


@pytest.mark.parametrize(
    "other",
    [
        PLACE._replace(subject=uuid4()),
        PLACE._replace(pair=uuid4()),
        PLACE._replace(holder=staff(uuid4())),
        PLACE._replace(holder=client(PLACE.holder.id)),
        PLACE._replace(holder=Holder("escrow", PLACE.holder.id)),
        PLACE._replace(holder=ESCROW),
        Place(PLACE.pair, PLACE.holder, PLACE.subject),
    ],
)
def test_it_is_bound_to_its_place(other: Place) -> None:
    _refuses(wrapping.wrapped(KEK, SEED, PUBLIC, PLACE), place=other)


def test_it_takes_both_the_kek_and_the_private_half() -> None:
    token = wrapping.wrapped(KEK, SEED, PUBLIC, PLACE)
    _refuses(token, private=pairs.new_private())
    for kek in (Kek(KEK.id, os.urandom(32)), Kek("11" * 8, b"k" * 32)):
        _refuses(token, kek=kek)
    sealed = pairs.seal_to(PUBLIC, SEED, PLACE.about)  # without the outer layer
    _refuses(sealed)


def test_another_kek_takes_it_over_shut() -> None:
    new = Kek("11" * 8, os.urandom(32))
    token = wrapping.rewrapped(KEK, new, wrapping.wrapped(KEK, SEED, PUBLIC, PLACE), PLACE)
    assert wrapping.opened(new, token, Opener(PRIVATE), PLACE) == SEED
    _refuses(token)
    with pytest.raises(Damaged):
        wrapping.rewrapped(KEK, new, token, PLACE)


def test_a_seed_is_masked_by_its_share_and_for_its_id() -> None:
    share, seed_id = os.urandom(32), uuid4()
    masked = wrapping.masked(SEED, share, seed_id)
    assert wrapping.masked(masked, share, seed_id) == SEED
    others = (
        SEED,
        wrapping.masked(SEED, os.urandom(32), seed_id),
        wrapping.masked(SEED, share, uuid4()),
    )
    assert masked not in others


def test_a_stamp_fits_just_these_parts() -> None:
    mark = wrapping.stamp(b"one", b"two")
    assert wrapping.is_stamped(mark, b"one", b"two")
    for parts in (
        (b"onetwo",),
        (b"one", b"tw", b"o"),
        (b"one",),
        (b"two", b"one"),
        (b"", b"onetwo"),
    ):
        assert not wrapping.is_stamped(mark, *parts)
    for other in (b"", mark[:-1], bytes(16), mark + b"\0"):
        assert not wrapping.is_stamped(other, b"one", b"two")


def _refuses(
    token: bytes, *, kek: Kek = KEK, private: bytes = PRIVATE, place: Place = PLACE
) -> None:
    with pytest.raises(Damaged) as caught:
        wrapping.opened(kek, token, Opener(private), place)
    assert (caught.value.args, caught.value.__context__) == (("damaged",), None)
