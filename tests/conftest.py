"""What every test may use: where the real recordings are."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent


@pytest.fixture(scope="session", autouse=True)
def nobodys_data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where programs that are told no other folder keep their data: never that of whoever runs the tests."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patched:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "HOME"):
            if name != "HOME" or sys.platform == "darwin":
                patched.setenv(name, str(folder))
        yield folder


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder with recordings of real people, or a skip that says where it was looked for."""
    folder = Path(os.environ.get("COUNTERPOISE_REAL_DATA", PROJECT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real recordings at {folder}; COUNTERPOISE_REAL_DATA can name another folder")
    return folder
