"""The nouns of the station: sides, devices as the therapist sees them, curves, marks, trials, live state.

Frozen values only.  Units stand in the names: newtons ``_n``, seconds ``_s``, hertz ``_hz``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from drivers.contracts import LinkState
from dsp.measurement import Measurement
from dsp.soundness import Flaws
from station.plate_moments import Moments
from station.trial_doubt import TrialDoubt
from station.trial_state import BY_DEVICE as BY_DEVICE
from station.trial_state import NOTHING_SAID
from station.trial_state import Outcome as Outcome
from station.trial_state import RejectReason as RejectReason
from station.trial_state import Said as Said
from station.trial_state import TrialState as TrialState
from station.visit_now import NOTHING_YET, VisitNow
from station.weighed_before import WeighedBefore

if TYPE_CHECKING:
    from station.feedback.state import Feedback

Floats = npt.NDArray[np.float64]


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    """The whole body: the sum of both plates, or a force that belongs to no side."""


# A trial's data, as analysis sees it, whether live, re-opened or from a file ---------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """What each cell of a trace's plates carries: ``force_n`` ``(cells, n)`` at the trace's times.

    ``position_m`` ``(2, cells)`` is to the right and forward from the middle of the cell's own plate, which is that of
    ``sides``; ``noise_n`` is the standard deviation of the noise of one cell.
    """

    sides: tuple[Side, ...]
    force_n: Floats
    position_m: Floats
    noise_n: float


@dataclass(frozen=True, slots=True, eq=False)
class Centre:
    """The centre of pressure of the whole body as a file holds it: ``cop_m`` ``(2, n)`` at the trace's times.

    ``directed`` is False where nothing says which row is to the right and which is forward.
    """

    cop_m: Floats
    directed: bool


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """Forces of one device on one clock: ``force_n`` is ``(len(sides), n)``, compression positive, ``time_s`` ``(n,)``.

    Samples that were lost are absent, not filled in: ``time_s`` jumps there and ``gaps`` says where, as
    ``(first sample after the gap, samples missing)``.  ``saturated`` is ``(len(sides), n)``.
    """

    sides: tuple[Side, ...]
    time_s: Floats
    force_n: Floats
    fs_hz: float
    """Measured from the device's clock, not the nominal rate."""
    gaps: tuple[tuple[int, int], ...] = ()
    saturated: npt.NDArray[np.bool_] | None = None
    resolution_n: float = 0.0
    """One step of the device (or of the file), in newtons."""
    uncertainty: float = 0.0
    """Expanded relative uncertainty of the calibration (k = 2); 0 when it is not verified, which ``source`` says."""
    source: str = ""
    flaws: Flaws | None = None
    """Stuck channels and spikes; None before somebody looked."""
    doubts: tuple[str, ...] = ()
    """Why every number from this trace is limited at best, for example times that are not a clock's."""
    cells: Cells | None = None
    """The single cells, where the calibration says where they stand."""
    moments: Moments | None = None
    """The moments of the plates, where they measure them."""
    centre: Centre | None = None
    """The centre of pressure, where a file holds it."""
    counts_losses: bool = True
    """False: the device does not number its samples, so ``gaps`` are only those that showed in another way."""
    capacity_n: float = np.inf
    """Rated force of each side, beyond which nobody vouches for a number."""


@dataclass(frozen=True, slots=True, eq=False)
class TrialData:
    """Everything a protocol's analysis may look at.  Time 0 is the first sample of the analysed range."""

    traces: tuple[Trace, ...]
    alignment_s: float | None = 0.0
    """How well the traces' clocks agree (k = 2); 0 when there is one clock, None when it is unknown."""
    complete: bool = True
    """False when the recording ended before the trial did (link lost, program killed)."""
    go_s: float | None = None
    """When GO was said, on the traces' time; None where nobody said it, as in a file."""
    outcome: Outcome | None = None
    """How the trial ended, where somebody or something said so; None for a file from elsewhere."""
    body_mass_kg: float | None = None
    """As somebody gave it; None when nobody did."""
    body_mass_uncertainty_kg: float | None = None
    """Of that (k = 2); None for the usual one of scales."""
    weighed_before: WeighedBefore | None = None
    """The body mass of an earlier test of the visit, where this one does not weigh."""
    lever_m: float | None = None
    """From the joint to the device, as somebody measured it in this trial; None when nobody did."""
    doubts: tuple[TrialDoubt, ...] = ()
    """What is doubtful about the trial beside its samples."""
    own_maximum_n: Mapping[Side, float] = field(default_factory=dict)
    """The own maximum that levels of this trial were parts of, as it was shown; empty where there is none."""


_FOLLOWING = frozenset({"peak", "dip", "path"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment on the curve, in seconds from the first analysed sample; ``automatic`` until a person moved it."""

    name: str
    side: Side
    time_s: float
    automatic: bool = True
    uncertainty_s: float | None = None

    @property
    def movable(self) -> bool:
        """False for a mark that follows from others or from the clock: a peak, a path that began when it was shown."""
        return self.name.split(" ")[0] not in _FOLLOWING


@dataclass(frozen=True, slots=True)
class NamedMeasurement:
    """One line of a result."""

    key: str
    title: str
    side: Side
    measurement: Measurement


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a protocol says about one trial.  ``refusal`` is the reason why the whole trial must not be used."""

    protocol: str
    fs_hz: float
    marks: tuple[Mark, ...]
    measurements: tuple[NamedMeasurement, ...]
    refusal: str | None = None
    methods: Mapping[str, Mapping[str, float | str]] = field(default_factory=dict)
    """Method id to its parameters, for everything that decided a mark or a number."""


# What the screens show ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DeviceStatus:
    """One chip in the device strip."""

    name: str
    serial: str
    sides: tuple[Side, ...]
    state: LinkState
    battery: float | None
    rate_hz: float | None
    lost: int
    corrupt: int
    problem: str = ""
    simulated: bool = False
    battery_v: float | None = None
    """For devices whose charge cannot be told from the voltage."""
    flat: bool = False
    """The device says itself that it will switch off soon, or its charge is below what a trial takes."""
    promised_hz: float | None = None
    """The rate that it should have; None where it is not known."""
    rate_share: float = 1.0
    """The part of that rate which it keeps."""
    behind_s: float = 0.0
    """How old the newest sample is: what is seen now happened so long ago."""
    not_numbers: int = 0
    """Samples that were no numbers; they are shown and counted as missing."""
    counts_losses: bool = True
    """False: it does not number its samples, so ``lost`` is only what showed in another way."""
    unseen: int = 0
    """Samples that seem to be lost by the computer's clock (``LinkHealth.unseen``)."""


@dataclass(frozen=True, slots=True)
class WeighBadge:
    """How still the client stands, against the gate."""

    mean_n: float
    sd_n: float
    limit_n: float
    still: bool
    advice: str


@dataclass(frozen=True, slots=True)
class Target:
    """The band to stay in."""

    low_n: float
    high_n: float
    label: str


@dataclass(frozen=True, slots=True)
class BigNumber:
    """The one thing that is biggest on the screen, already rounded for reading."""

    label: str
    value: float | None
    decimals: int
    unit: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One line of the trial or repetition list."""

    label: str
    value: str
    state: str
    """``kept``, ``running``, ``rejected``, ``to do``."""


@dataclass(frozen=True, slots=True)
class LiveMark:
    """A mark on the scrolling curve, on the station's clock, as ``Envelope.now_s`` is."""

    name: str
    side: Side
    at_s: float


@dataclass(frozen=True, slots=True)
class Live:
    """The state of the running test, pulled by the screen (10 times a second is enough; curves come separately)."""

    state: TrialState
    word: str
    """One word in capitals: ZERO, WEIGH, READY, GO, HOLD, DONE."""
    title: str
    subtitle: str
    prompt: str
    """What the client or the therapist does now, one sentence."""
    primary: str
    """What Space does next; empty when there is nothing to do but wait."""
    can_stop: bool
    sides: tuple[Side, ...]
    """Curves to draw."""
    total: bool
    """Whether a total curve means anything here (both sides on one clock)."""
    zeroed_s: float | None
    countdown_s: float | None
    big: BigNumber
    now_n: Mapping[Side, float]
    """Force now, mean over 100 ms; a side without recent samples is absent."""
    share_label: str
    """Title of the bilateral bar: load share, or difference of best peaks; empty hides it."""
    left_share: float | None
    """Left part of left + right, 0..1."""
    share_verdict: str
    share_detail: str
    share_band: float
    """Half width of what is within measurement error, as a part of 1 (0.02 = 2 % around one half)."""
    weigh: WeighBadge | None
    target: Target | None
    marks: tuple[LiveMark, ...]
    rows: tuple[TrialRow, ...]
    rows_note: str
    trouble: str
    """What is wrong and what to do, in place, never a pop-up; empty when all is well."""
    devices: tuple[DeviceStatus, ...]
    devices_note: str
    delay_s: float
    """How much the curve filter delays; the time axis is shifted by it."""
    full_scale_n: float
    """Round upper end of the force axis."""
    visit: VisitNow = NOTHING_YET
    """Practice, rest, how trials vary, what is carried over."""
    feedback: Feedback | None = None
    """What the client is shown; None where no test runs."""
    position: str = ""
    """How the client is placed for this test, and the devices with them."""


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """A stored curve for review."""

    side: Side
    time_s: Floats
    force_n: Floats
    """NaN at gaps."""


@dataclass(frozen=True, slots=True, eq=False)
class TrialReview:
    """A trial with everything that the review shows; ``elsewhere`` is the station that alone has its curves."""

    trial_id: str
    protocol: str
    title: str
    subtitle: str
    curves: tuple[Curve, ...]
    marks: tuple[Mark, ...]
    measurements: tuple[NamedMeasurement, ...]
    headline: str
    """Key of the measurement that is shown biggest."""
    refusal: str | None
    outcome: Outcome
    kept: bool | None
    """None until somebody decided."""
    verdict: str
    """The comparison of left and right in words; empty when there is none."""
    verdict_detail: str
    provenance: tuple[str, ...]
    """Lines that say which device, calibration, filter, method, version and file made the numbers."""
    said: Said = NOTHING_SAID
    """What people said about it, and can say."""
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class TrialSummary:
    """One line of the results list."""

    trial_id: str
    person: str
    protocol: str
    title: str
    started_at: datetime
    outcome: Outcome
    kept: bool | None
    headline: tuple[NamedMeasurement, ...]
    practice: bool = False
    rejected_for: RejectReason | None = None


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A recording whose program ended before it did."""

    recording_id: str
    title: str
    started_at: datetime
    seconds: float


@dataclass(frozen=True, slots=True)
class ProtocolCard:
    """One test that can be chosen."""

    key: str
    title: str
    summary: str
    ready: bool
    why_not: str
    position: str = ""
    """How the client lies, sits or stands, and what the device is fixed to."""
    group: str = ""
    """Heading under which it is found."""
    kind: str = ""
    device: str = ""
    first: str = ""
    """The test that has to be done before this one, by key; empty when none has."""
