"""What every test may use: where the real recordings are."""

import os
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder with recordings of real people, or a skip that says where it was looked for."""
    folder = Path(os.environ.get("COUNTERPOISE_REAL_DATA", PROJECT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real recordings at {folder}; COUNTERPOISE_REAL_DATA can name another folder")
    return folder
