"""When a stored trial was, and what its number is, as a list says it.  No Qt."""

from __future__ import annotations

from datetime import datetime

from dsp.measurement import State
from station.model import NamedMeasurement
from ui.numbers import reading
from ui.words import number, say


def local(moment: datetime) -> datetime:
    """A stored time on this computer's clock."""
    return moment.astimezone() if moment.tzinfo else moment


def value_text(named: NamedMeasurement) -> str:
    """The headline of one side, or that it is withheld."""
    if named.measurement.state is State.INVALID:
        return say("not shown")
    return number(reading(named.key, named.measurement).text())
