"""Trained zstd dictionaries: what small messages have in common, known to both sides.

A dictionary is named in the header of each zstd frame that needs it. Once released it is
never changed or removed, because a PC that was off for years may still speak with it; a
better one is added with a higher number. They are made by
``tests/sync/train_dictionary.py`` from messages that we generated.

Nobody needs one. A side uses a dictionary only when the other has said that it knows it:
``dictionary`` in a request is the newest that the device can read, in an answer the
newest that both know.
"""

from functools import cache
from pathlib import Path
from typing import Final

import zstandard

LEVEL: Final = 19

KNOWN: Final = (40_001,)
"""Numbers of the dictionaries here, oldest first (32,768 and above are for private use)."""

NEWEST: Final = KNOWN[-1]


class UnknownDictionary(KeyError):
    """A frame that needs a dictionary of a newer build."""


@cache
def load(number: int) -> zstandard.ZstdCompressionDict:
    """The dictionary, ready for both directions and all threads.

    Raises:
        UnknownDictionary: it is none of ours.
    """
    if number not in KNOWN:
        raise UnknownDictionary(number)
    data = (Path(__file__).parent / f"{number}.zdict").read_bytes()
    dictionary = zstandard.ZstdCompressionDict(data)
    dictionary.precompute_compress(level=LEVEL)
    return dictionary


def common(newest_there: int) -> int:
    """The newest dictionary that a side knows too whose newest is ``newest_there``; 0: none."""
    return max((number for number in KNOWN if number <= newest_there), default=0)
