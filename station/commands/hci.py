"""A Bluetooth controller of one's own in place of the system's, for every command that looks for dynamometers."""

from __future__ import annotations

import argparse
import logging

from drivers.transports.ble import Adapter
from station.errors import Missing


def add_hci(parser: argparse.ArgumentParser) -> None:
    """Add ``--hci``."""
    parser.add_argument(
        "--hci",
        metavar="TRANSPORT",
        help="use this Bluetooth controller instead of the system's, by Bumble's name: tcp-client:127.0.0.1:PORT as "
        "`station simulate` says it, serial:/dev/ttyACM0, usb:0",
    )


def hci_adapter(transport: str | None) -> Adapter | None:
    """A controller of its own, spoken to by Bumble; None for the Bluetooth of the system.  Raises Missing."""
    if transport is None:
        return None
    # what Bumble has to say of strangers' packets is no news for whoever looks at the window
    logging.getLogger("bumble").addHandler(logging.NullHandler())
    try:
        from simulators.transports.bumble_adapter import HciAdapter
    except ImportError as error:
        raise Missing(
            f"A Bluetooth controller of its own needs an extra that is not installed ({error}): counterpoise[sim]."
        ) from error
    return HciAdapter(transport)
