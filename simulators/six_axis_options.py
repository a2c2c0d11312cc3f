"""What may be said of a simulated controller with six-axis plates, and the controller that this makes."""

from __future__ import annotations

from simulators.cell_options import Asked, Row, plates_as_asked
from simulators.devices.tec_gihan import MOST_PLATES, RANGES, RATES, TecGihan
from simulators.fault_cells import FaultyCells
from simulators.six_axis import ENDS, SixAxisPlates, made_plates
from simulators.stage import Stage

CONTROLLER_OPTIONS: dict[str, Row] = {
    "serial": Row("1021", "serial number"),
    "plates": Row(2, f"plates, 1 to {MOST_PLATES}: the first two are left and right, on others is nobody"),
    "rate": Row("1K", "samples a second", tuple(RATES)),
    "range": Row("3kN", "full scale of the vertical force", RANGES),
    "asleep": Row(False, "it sleeps until it is woken"),
    "trigger_after_s": Row(1.0, "from EXT until its input sees a pulse, s"),
}


def controller_as_asked(stage: Stage, asked: Asked) -> tuple[TecGihan, SixAxisPlates, FaultyCells]:
    """The controller that the options describe, its plates, and what it reads of them; the certificate is with that."""
    seed, exact, serial = int(asked["seed"]), bool(asked["exact"]), str(asked["serial"])
    made = made_plates(int(asked["plates"]), seed, exact=exact)
    plates = SixAxisPlates(plates_as_asked(stage, asked), made, seed, exact=exact)
    plates.set_range(RANGES.index(str(asked["range"])))
    readings = FaultyCells(plates.read_counts, plates.facts(serial), *ENDS)
    controller = TecGihan(
        readings,
        made,
        serial,
        set_range=plates.set_range,
        rate=str(asked["rate"]),
        range=str(asked["range"]),
        ppm=float(asked["ppm"]),
        asleep=bool(asked["asleep"]),
        trigger_after_s=float(asked["trigger_after_s"]),
    )
    return controller, plates, readings
