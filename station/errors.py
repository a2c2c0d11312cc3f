"""What the station tells a user when it cannot do what was asked; each message says what, why and what to do."""

from __future__ import annotations


class StationError(Exception):
    """Anything that ends a request and not the program."""


class BadInput(StationError):
    """A file, a setting or an argument that cannot be used; names the line or key.  Exit code 2."""


class Missing(StationError):
    """This computer lacks something that was asked for: a display, an adapter, an extra.  Exit code 3."""
