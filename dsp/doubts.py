"""Reasons beyond the samples: to limit a number, to withhold it, or only to be said with it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Doubts:
    """Reasons to limit a number, to withhold it (``refusals``), or only to be said with it (``notes``)."""

    limits: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


NO_DOUBTS = Doubts()


def joined(*doubts: Doubts) -> Doubts:
    """All of these doubts in their order.

    Parameters
    ----------
    *doubts : Doubts
        Any number of them.

    Returns
    -------
    Doubts
        Limits, refusals and notes, each one after the other.

    Examples
    --------
    >>> joined(Doubts(limits=("restless",)), Doubts(limits=("shallow",))).limits
    ('restless', 'shallow')
    """
    if len(doubts) == 1:
        return doubts[0]
    return Doubts(
        tuple(reason for each in doubts for reason in each.limits),
        tuple(reason for each in doubts for reason in each.refusals),
        tuple(reason for each in doubts for reason in each.notes),
    )
