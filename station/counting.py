"""So many of something, in words."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """``1 visit``, ``12,345 visits``; ``many`` is the plural that is not made with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def counted_people(people: int, visits: int, trials: int) -> str:
    """What a database holds, as ``1 person, 2 visits, 12 trials``."""
    return ", ".join((counted(people, "person", "people"), counted(visits, "visit"), counted(trials, "trial")))
