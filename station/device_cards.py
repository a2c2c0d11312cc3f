"""What is shown of a device: its record, its proofs, its clock, its pair.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from drivers.calibration import Calibration
from drivers.contracts import LinkHealth
from drivers.discovery import Found
from station.desks.devices import DeviceCard, History, ProofCard, RecordCard
from station.model import Side
from station.proofs import Proof, zero_drift
from station.qa.programmes import PROGRAMMES
from station.streams import Stream

OTHER = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.BOTH: Side.BOTH}
LAST = 5
"""So many proofs are listed."""


def record_card(record: Calibration, today: date) -> RecordCard:
    """What is shown of a calibration record."""
    made = record.dated_on
    return RecordCard(
        id=record.id,
        made="" if made is None else made.isoformat(),
        age_days=None if made is None else (today - made).days,
        outdated=bool(record.expired(today)),
        uncertainty=record.uncertainty,
        capacity_n=record.capacity_n,
        who=record.who,
        masses_kg=record.masses_kg,
        temperature_c=record.temperature_c,
        tells_centre=record.tells_centre,
        note=record.note,
        version=record.version,
    )


def proof_card(proof: Proof, title: str, now: datetime) -> ProofCard:
    """What is shown of a proof."""
    return ProofCard(proof.programme, title, proof.at, proof.passed, proof.within, proof.due(now))


def all_checked(used: Sequence[DeviceCard], now: datetime) -> datetime | None:
    """When the last of these passed its daily check, where all of them did today."""
    today = now.astimezone().date()
    daily = [card.daily.at for card in used if card.daily is not None and card.daily.passed]
    passed = [at for at in daily if at.astimezone().date() == today]
    return max(passed) if used and len(passed) == len(used) else None


def drift_of(health: LinkHealth) -> tuple[float | None, float | None]:
    """Seen in this connection, or remembered of the day before."""
    if health.drift_ppm is not None:
        return health.drift_ppm, health.drift_uncertainty_ppm
    return (None, None) if health.rate is None else (health.rate.ppm, health.rate.uncertainty_ppm)


def forces_of(found: Found) -> int | None:
    info = found.info
    if info is None:
        return None
    return len(info.scale.gain) if info.scale is not None else max(1, len(info.signal.channels) // 4)


def pair_of(stream: Stream, streams: Sequence[Stream]) -> str:
    sides = stream.attached.sides
    if len(sides) != 1:
        return ""
    wanted = (OTHER[sides[0]],)
    return next((each.attached.name for each in streams if each is not stream and each.attached.sides == wanted), "")


def history_of(proofs: Sequence[Proof], now: datetime) -> History:
    """The newest proofs of one device, newest first, and how its zero walks."""
    shown = tuple(proof_card(each, PROGRAMMES[each.programme].title, now) for each in proofs[:LAST])
    walks = zero_drift(proofs) if proofs else {}
    return History(shown, tuple((check.partition(".")[2], *walk) for check, walk in walks.items()))
