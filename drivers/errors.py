"""What can go wrong between us and a device.

    DriverError
     +-- BadAddress         the text that names a device names none
     +-- LinkUnavailable    cannot be opened: nothing there, no adapter, no permission
     |    +-- PortBusy      somebody else has it open
     +-- LinkLost           was open and is gone; the only kind that is retried
     +-- ReplyTimeout       the device is there and does not answer a command
     +-- BadCommand         a device is told what cannot be meant (``drivers.commands``)
     +-- CommandRefused     a device did not do what it was told (``drivers.commands``)
     +-- WrongDevice        something answers, and it is not what we were told it is
          +-- UnknownFirmware    it is, and speaks a newer version than this program knows

A bad packet is an event (``Corrupt``), not an exception; a bug stays a bug and crashes.
Every message says what happened, what it means and what to do.
"""

from __future__ import annotations


class DriverError(Exception):
    """Anything a driver raises on purpose."""


class BadAddress(DriverError):
    """A device is named in a way that cannot be meant.  Example: ``usb:1``; a kind that does not exist."""


class LinkUnavailable(DriverError):
    """The connection cannot be opened.  Example: the dynamometer is switched off; this computer has no Bluetooth."""


class PortBusy(LinkUnavailable):
    """Another program holds the port.  Example: the maker's own program still runs."""


class LinkLost(DriverError):
    """An open connection ended.  Example: the cable was pulled; the dynamometer went out of range."""


class ReplyTimeout(DriverError):
    """A command was not answered in time.  Example: the firmware hangs, or the speed of the port is wrong."""


class WrongDevice(DriverError):
    """The device is not of the expected kind.  Example: a Harp board that is not a LoadCells answers on this port."""


class UnknownFirmware(WrongDevice):
    """The firmware is newer than this program.  Example: a Progressor says 3.0, and 0.x to 2.x are known."""
