"""What the view of the devices needs: who is used, who is in reach, which side each measures, how well each is known.

``view`` may be pulled from any thread, ten times a second.  What is wanted returns at once; what came of it stands in
``view().said`` or ``view().problem``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from station.model import DeviceStatus, Side


@dataclass(frozen=True, slots=True)
class RecordCard:
    """The calibration record that makes newtons of a device's values."""

    id: str
    made: str
    """ISO date; empty when it is not known."""
    age_days: int | None
    outdated: bool
    uncertainty: float
    """Relative, of a force (k = 2); 0 when nobody verified it."""
    capacity_n: float
    who: str
    masses_kg: tuple[float, ...]
    temperature_c: float | None
    tells_centre: bool
    note: str
    version: int


@dataclass(frozen=True, slots=True)
class ProofCard:
    """What the newest daily check, or the newest verification, says of a device."""

    programme: str
    title: str
    at: datetime
    passed: bool | None
    """None where not everything was done."""
    within: float | None
    """The largest relative error under a known mass; None where none was put on."""
    due: bool
    """It is so old that it is to be done again."""


@dataclass(frozen=True, slots=True)
class History:
    """What was proven of a device before."""

    proofs: tuple[ProofCard, ...] = ()
    """The newest first."""
    zero_walks: tuple[tuple[str, float, float], ...] = ()
    """By output: newtons a month, and what that is known to; empty before three days."""


@dataclass(frozen=True, slots=True)
class DeviceCard:
    """A device of the visit."""

    key: str
    """As the examining desk calls it too."""
    status: DeviceStatus
    kind: str
    firmware: str
    now_n: tuple[tuple[Side, float | None], ...]
    """Force of each side; None where nothing arrives."""
    zeroed_s: float | None
    """How old its zero is; None without one."""
    loss_share: float
    """Of the last ten seconds."""
    drift_ppm: float | None
    """How much faster its clock runs than this computer's; None before that is known."""
    drift_to_ppm: float | None
    signal_dbm: int | None
    record: RecordCard | None
    daily: ProofCard | None
    verified: ProofCard | None
    remembered: bool
    pair: str
    """Name of the device that has the other side; empty when none has, or when this one has both."""
    history: History = History()


@dataclass(frozen=True, slots=True)
class NearCard:
    """A device in reach that is not used."""

    key: str
    name: str
    kind: str
    serial: str
    """Empty as long as nobody asked it."""
    remembered: tuple[Side, ...]
    """The sides that it is remembered for."""
    forces: int | None
    """How many forces it measures; None as long as nobody asked it."""
    problem: str
    """Why it cannot be used; empty when it can."""


@dataclass(frozen=True, slots=True)
class AbsentCard:
    """A device that the clinic knows and that is not here."""

    kind: str
    serial: str
    name: str
    sides: tuple[Side, ...]
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class DevicesView:
    """How things stand."""

    at: datetime
    """When they stood so."""
    used: tuple[DeviceCard, ...] = ()
    near: tuple[NearCard, ...] = ()
    absent: tuple[AbsentCard, ...] = ()
    searching: bool = False
    searched: bool = False
    """At least once."""
    identifying: bool = False
    tapped: str = ""
    """Key of the device that was tapped last, used or near."""
    unclear: int = 0
    by_itself: bool = False
    """Simulated hands tap and press by themselves."""
    said: str = ""
    """What became of what was wanted last."""
    problem: str = ""
    """Why it could not be done, and what to do."""
    checked_at: datetime | None = None
    """When the last of the used devices passed its daily check; None unless all of them did, and not too long ago."""
    failed_check: str = ""
    """Name of a device whose newest daily check failed; empty when none did."""


class DevicesDesk(Protocol):
    """The room of the devices."""

    def view(self) -> DevicesView: ...

    def attend(self, wanted: bool) -> None:
        """Somebody looks at the devices: they do not rest meanwhile."""
        ...

    def look(self) -> None:
        """Search for devices that are not used."""
        ...

    def identify(self) -> None:
        """Say which device is tapped next."""
        ...

    def stop(self) -> None:
        """End the search, or the watch for a tap."""
        ...

    def connect(self, near: str, sides: Sequence[Side]) -> None:
        """Use it now and from now on, for these sides."""
        ...

    def assign(self, device: str, sides: Sequence[Side]) -> None:
        """It measures these sides from now on; a device that had them takes those of this one."""
        ...

    def forget(self, device: str) -> None:
        """Use it no more, now and from now on."""
        ...

    def forget_absent(self, kind: str, serial: str) -> None:
        """The clinic has it no more."""
        ...

    def zero(self, device: str) -> None:
        """Take its zero now; refused when something is on it."""
        ...

    def load_record(self, device: str, path: Path) -> None:
        """Use this calibration record (a JSON file) from now on."""
        ...

    def align(self) -> None:
        """Lay the clocks over each other: ``Console.live().trouble`` says what to do."""
        ...
