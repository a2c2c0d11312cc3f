"""Waiting for an end that a cancellation must not cut short."""

from __future__ import annotations

import asyncio
from typing import Any


async def see_through(task: asyncio.Task[Any]) -> None:
    """Wait for the end of ``task`` even when cancelled meanwhile; the cancellation is raised afterwards."""
    cancelled = False
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError:
            cancelled = True
    if cancelled:
        raise asyncio.CancelledError
    if not task.cancelled() and (error := task.exception()) is not None:
        raise error
