"""What stands behind words that mean something to those only who know the instruments.  No Qt."""

from __future__ import annotations

from ui.words import later, say

_EXPLAINED = (
    (
        "calibration not verified",
        later(
            "Nobody has proven this device against a known weight yet: all its forces may be too high or too low by "
            "the same part. Prove it with the daily check under Devices."
        ),
    ),
    (
        ", not verified",
        later(
            "Nobody has proven this device against a known weight yet: all its forces may be too high or too low by "
            "the same part. Prove it with the daily check under Devices."
        ),
    ),
    (
        "calibration expired",
        later("The proof of this device is older than it may be. Repeat the daily check or the verification."),
    ),
    (
        "day of the calibration unknown",
        later("Its record does not say when it was made, so nobody knows whether it still holds."),
    ),
    (
        "Clocks of the devices agree",
        later(
            "Every device has a clock of its own: a moment on one may lie this much earlier or later on another. It "
            "matters for times between left and right, not for the height of a force."
        ),
    ),
    (
        "How well the clocks of the devices agree is not known",
        later("Times between left and right are withheld; forces are not touched by it."),
    ),
    (
        "clocks agree within",
        later("Each side has its own clock; their times are compared to no better than this."),
    ),
    (
        "SHA-256",
        later("The checksum shows that the raw file is still the one that these numbers were made from."),
    ),
    (
        "Computed by",
        later("With these methods and the raw file the same numbers can be computed again, to the last digit."),
    ),
)


def explained(line: str) -> str:
    """What a line of a number's origin, or a reason, means; empty where it speaks for itself."""
    return next((say(words) for sign, words in _EXPLAINED if sign in line), "")
