"""A station that stores one trial after the other until it is killed, and says the id of each when it is stored."""

import sys
import uuid
from pathlib import Path

from test_store import RUN, session_of, trial

from station.folders import make_folders
from station.store import Store

with Store(make_folders(Path(sys.argv[1]))) as store:
    session_id = session_of(store)
    while True:
        print(store.add_trial(trial(session_id, str(uuid.uuid4())), RUN), flush=True)
