"""A number that is honest about itself: valid, limited (with the reason) or invalid (the reason instead)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_BOUND = re.compile(r"(?!left out:|in the weighing:).*(at least this|the true value is >=)")
"""Reasons that make a number the least that it can be; what is said of others than the number itself does not."""


class State(StrEnum):
    VALID = "valid"
    LIMITED = "limited"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Measurement:
    """One value in SI units with its state, its expanded uncertainty (k = 2, same unit) and the method behind it."""

    value: float | None
    unit: str
    state: State
    reasons: tuple[str, ...] = ()
    uncertainty: float | None = None
    method: str = ""

    def __post_init__(self) -> None:
        if (self.value is None) != (self.state is State.INVALID):
            raise ValueError("an invalid measurement has no value, any other has one")
        if self.state is not State.VALID and not self.reasons:
            raise ValueError(f"a {self.state} measurement must say why")

    @property
    def at_least(self) -> bool:
        """The value is a lower bound, as a reason says: a sensor at its limit, a hold that was cut off."""
        bounded = self.state is State.LIMITED and self.unit != "%"
        return bounded and any(_BOUND.match(reason) for reason in self.reasons)


def invalid(unit: str, *reasons: str, method: str = "") -> Measurement:
    """A measurement that is withheld, with the reasons in its place.

    Parameters
    ----------
    unit : str
        What the value would have been in.
    *reasons : str
        Why there is none, at least one.
    method : str
        How it would have been made.

    Returns
    -------
    Measurement
        Without a value.

    Raises
    ------
    ValueError
        When no reason is given.

    Examples
    --------
    >>> invalid("N", "the recording ends in flight").state.value
    'invalid'
    """
    return Measurement(None, unit, State.INVALID, reasons, None, method)
