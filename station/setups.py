"""The closed words for how a client is placed and measured: what must be the same for two numbers to be compared."""

from __future__ import annotations

from typing import Literal

Posture = Literal[
    "standing",
    "standing_one_leg",
    "seated",
    "seated_reclined",
    "supine",
    "supine_knees_bent",
    "prone",
    "prone_knee_bent",
    "prone_trunk_free",
    "side_lying",
    "hands_and_knees",
    "front_support",
    "side_support",
]
"""How the client lies, sits or stands, as far as published numbers depend on it."""

DeviceAt = Literal[
    "above_ankle",
    "above_knee",
    "at_knee",
    "between_knees",
    "between_ankles",
    "chest",
    "mid_trunk",
    "armpit",
    "upper_back",
    "bar",
    "under_feet",
    "under_one_foot",
    "under_forearms",
    "under_hands",
    "under_knees",
    "under_back",
    "under_bench",
    "under_seat",
]
"""What the device touches.  ``above_ankle`` is a long lever, ``above_knee`` a short one."""

Fixing = Literal["strap", "hand", "frame", "body", "floor", "bench"]
"""What holds the device: a strap or a frame, the tester's hand, the client's own body (a squeeze), the floor."""

DeviceClass = Literal["plates", "strapped_dynamometer", "held_dynamometer", "force_frame", "isokinetic", "clock"]
"""With what a published number was measured; ``clock`` for times and counts."""
