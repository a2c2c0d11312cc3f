"""What tells one device from another: its serial number, or, where it has none, a place that cannot be another's.

    2639              a number of its own
    CJ-@A50285BI      none: the number of its USB adapter stands behind what its kind calls itself
    CTS-@C0:11:...    none: its Bluetooth address
    (nothing)         none, and nothing that would tell it from a twin

A kind without numbers calls every unit alike, by a text that ends in ``-``; noughts are a number that nobody set.
"""

from __future__ import annotations


def has_number(serial: str) -> bool:
    """Whether this is a number of one device's own."""
    return bool(serial.strip("0")) and not serial.endswith("-")


def identity(serial: str, place: str) -> str:
    """What this device is known by; empty when it cannot be told from another one of its kind."""
    if has_number(serial):
        return serial
    return f"{serial}@{place}" if place else ""


def on_the_wire(known_by: str) -> str:
    """What the device that is known by this says of itself when it is asked."""
    head, at, _ = known_by.partition("@")
    return head if at and not has_number(head) else known_by
