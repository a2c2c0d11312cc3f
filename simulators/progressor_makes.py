"""The makes of Progressor that are simulated, and what each of them knows: the genuine one and its imitations.

Sources: the maker's sample client and page; the firmwares hangman, crimpdeq and bigbanger.  What a make does not know
it ignores, but for the older Crimpdeq, which takes it for Stop.
"""

from __future__ import annotations

from dataclasses import dataclass

TARE, START, STOP, START_PEAK_RFD, START_RFD_SERIES = 0x64, 0x65, 0x66, 0x67, 0x68
ADD_POINT, SAVE_CALIBRATION, VERSION, GET_ERROR, CLEAR_ERROR, SLEEP = 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E
BATTERY, UNIT_ID, SET_CALIBRATION, GET_CALIBRATION = 0x6F, 0x70, 0x71, 0x72
ADD_ROW, READ_TABLE, REBOOT, CLEAR_TABLE = 0x73, 0x74, 0x75, 0x76

EVERYTHING = frozenset(range(TARE, CLEAR_TABLE + 1))
BARE = frozenset({TARE, START, STOP, VERSION, BATTERY, UNIT_ID})

DISPUTED = bytes.fromhex("241d00208705010016db15a9")
"""What a genuine unit answered when it was asked for its calibration; nobody knows what it means."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How one make behaves on the wire."""

    key: str
    rate_hz: float = 80.0
    """Of the converter, in seconds of the device's own clock; what the makers print is nominal."""
    samples_per_packet: int = 8
    padded_to: int = 0
    """Weight packets are filled up with zeros to this many bytes, beyond what the length byte says."""
    version: str = "2.0.4"
    trimmed_id: bool = True
    """The unit id comes without its trailing zero bytes."""
    one_byte_only: bool = False
    """A command with anything behind it is ignored."""
    tare_while_streaming: bool = True
    tare_ends_stream: bool = False
    tare_settle_s: float = 0.0
    tare_mean_s: float = 0.1
    off_on_disconnect: bool = False
    auto_off_s: float = 600.0
    """Unconnected for so long, it switches itself off."""
    knows: frozenset[int] = EVERYTHING
    unknown_stops: bool = False
    calibration: bytes = b""
    """What it says of its calibration, whatever is set; empty: slope, intercept and trim as they were set."""
    two_points: bool = False
    """It makes a calibration of the points that it was told, and applies it when it is told to save it."""
    tells_factor: bool = False
    """Its calibration is a factor and points: applied from the second one on, told by kinds 05 and 06, and forgotten
    by the command that asks others for their table."""
    low_battery_mv: int = 2750
    att_mtu: int = 247

    def __post_init__(self) -> None:
        if not 1 <= self.samples_per_packet <= 31:
            raise ValueError("a length byte holds 1 to 31 samples")


GENUINE = Profile("genuine", calibration=DISPUTED)
CALIBRATION_V2 = Profile("calibration_v2", version="2.1.0")
"""Genuine, with a firmware that tells its calibration as numbers."""
CRIMPDEQ_OLD = Profile(
    "crimpdeq_old",
    rate_hz=9.67,
    samples_per_packet=1,
    padded_to=14,
    version="0.4.0",
    tare_ends_stream=True,
    knows=BARE | {SLEEP},
    unknown_stops=True,
)
CRIMPDEQ = Profile(
    "crimpdeq",
    samples_per_packet=16,
    version="1.1.0",
    trimmed_id=False,
    tare_ends_stream=True,
    knows=BARE | {ADD_POINT, GET_CALIBRATION, READ_TABLE},
    two_points=True,
    tells_factor=True,
)
CLONE_10HZ = Profile("clone_10hz", rate_hz=9.67, samples_per_packet=1, version="1.0.0")
HANGMAN = Profile(
    "hangman",
    samples_per_packet=5,
    version="1.0.0",
    tare_while_streaming=False,
    tare_settle_s=0.5,
    tare_mean_s=0.5,
    off_on_disconnect=True,
    auto_off_s=180.0,
    # it is asked to sleep, and does so when the connection is closed
    knows=BARE | {ADD_POINT, SAVE_CALIBRATION, GET_CALIBRATION},
    calibration=DISPUTED,
    two_points=True,
    att_mtu=48,
)
BIGBANGER = Profile(
    "bigbanger",
    samples_per_packet=1,
    version="1.2.3.4",
    trimmed_id=False,
    one_byte_only=True,
    knows=BARE | {GET_ERROR},
)
PROFILES = {
    each.key: each for each in (GENUINE, CALIBRATION_V2, CRIMPDEQ, CRIMPDEQ_OLD, CLONE_10HZ, HANGMAN, BIGBANGER)
}
