"""A station that stores one trial, says its id and then waits to be killed with the folder open."""

import sys
from pathlib import Path

from test_store import RUN, session_of, trial

from station.folders import make_folders
from station.store import Store

store = Store(make_folders(Path(sys.argv[1])))
print(store.add_trial(trial(session_of(store)), RUN), flush=True)
sys.stdin.read()
