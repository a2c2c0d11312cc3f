"""What is tried again when a link is lost, and how often."""

from __future__ import annotations

from dataclasses import dataclass

from drivers.errors import LinkLost, LinkUnavailable, ReplyTimeout

RETRIED = (LinkLost, LinkUnavailable, ReplyTimeout)
"""What a connection may fail of and be tried again, once there was one."""


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How a lost link is looked for; the last delay repeats."""

    delays_s: tuple[float, ...] = (0.1, 0.25, 0.5, 1.0)
    give_up_s: float = 60.0
    first_attempts: int = 4
    """How often the very first connection may be lost while it is being made."""
