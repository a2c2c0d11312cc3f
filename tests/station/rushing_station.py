"""A station that opens its folder at the word and says whether it has it, then waits to be told to go."""

import sys
import time
from pathlib import Path

from station.errors import StationError
from station.folders import make_folders
from station.store import Store

folders = make_folders(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
begun = time.perf_counter()
try:
    store = Store(folders)
except StationError as error:
    print(f"refused {1000 * (time.perf_counter() - begun):.1f} {error}", flush=True)
else:
    print("has it", flush=True)
    sys.stdin.readline()
    store.close()
