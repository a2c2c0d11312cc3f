"""Which backups stay when a new one was made: the newest of each day, week and month that is not long ago."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime
from typing import Final

DAYS: Final = 7
WEEKS: Final = 4
MONTHS: Final = 12


def kept(made: Iterable[datetime], days: int = DAYS, weeks: int = WEEKS, months: int = MONTHS) -> frozenset[datetime]:
    """Of backups made at these times, those that stay.

    That is the newest of each of the last ``days`` days, ``weeks`` weeks and ``months`` months in which one was made,
    counted from the newest backup and not from today: a clinic that was closed for a year keeps what it had.  A day is
    a day where the backup was made, by the offset of its time.
    """
    newest_first = sorted(set(made), reverse=True)
    return frozenset(
        moment
        for period, most in ((_day, days), (_week, weeks), (_month, months))
        for moment in _newest_of_each(newest_first, period, most)
    )


def _newest_of_each(
    newest_first: Iterable[datetime], period: Callable[[datetime], Hashable], most: int
) -> Iterable[datetime]:
    newest: dict[Hashable, datetime] = {}
    for moment in newest_first:
        newest.setdefault(period(moment), moment)
    return list(newest.values())[:most]


def _day(moment: datetime) -> Hashable:
    return moment.date()


def _week(moment: datetime) -> Hashable:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> Hashable:
    return moment.year, moment.month
