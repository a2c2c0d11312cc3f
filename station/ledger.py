"""One database as its books see it: how it is read and written, what time it is, and where it is said what was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from station.audit import AuditBook
from station.tables import Transaction


@dataclass(frozen=True, slots=True)
class Ledger:
    """What ``Store`` gives to every book that it makes."""

    reading: Transaction
    writing: Transaction
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    audit: AuditBook
