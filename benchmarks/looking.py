"""People who look at pages of the service, and how long each page takes.

Beside the service, the hub is only asked who somebody is, and the answer is kept for minutes; a
stand-in answers here, which knows everybody by a token.
"""

from __future__ import annotations

import json
import random
import statistics
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from benchmarks.school import COURSE, PORT

PREFIX = f"/services/{COURSE}-grading/"
SCOPE = f"access:services!service={COURSE}-grading"
STAFF = f"formgrade-{COURSE}"
TEACHER = "teacher"
STAFFS_SHARE = 0.1  # of all that look


@contextmanager
def hub() -> Iterator[dict[str, str]]:
    """Stand in for the hub; hand out what a service needs in its environment."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings = {
        "API_URL": f"http://127.0.0.1:{server.server_port}/hub/api",
        "API_TOKEN": "of-the-service",
        "CLIENT_ID": f"service-{COURSE}-grading",
        "OAUTH_ACCESS_SCOPES": json.dumps([SCOPE]),
        "SERVICE_PREFIX": PREFIX,
    }
    yield {f"JUPYTERHUB_{name}": value for name, value in settings.items()}
    server.shutdown()


class Looking:
    """Some people who load a page about once a second: a learner's own, or now and then staff's."""

    def __init__(self, learners: list[str], people: int) -> None:
        self.failed = 0
        self._learners = learners
        self._people = people
        self._seconds: list[float] = []

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Look meanwhile."""
        ended = threading.Event()
        threads = [
            threading.Thread(target=self._look, args=(ended,), daemon=True)
            for _ in range(self._people)
        ]
        for thread in threads:
            thread.start()
        yield
        ended.set()
        for thread in threads:
            thread.join()

    @property
    def percentile(self) -> float | None:
        """The milliseconds within which 95 of 100 pages came; None without two pages."""
        if len(self._seconds) < 2:
            return None
        return round(1000 * statistics.quantiles(self._seconds, n=20)[-1], 1)

    @property
    def looks(self) -> int:
        """How many pages came."""
        return len(self._seconds)

    def _look(self, ended: threading.Event) -> None:
        while not ended.wait(random.uniform(0.5, 1.5)):
            is_staff = random.random() < STAFFS_SHARE
            who = TEACHER if is_staff else random.choice(self._learners)
            address = f"http://127.0.0.1:{PORT}{PREFIX}{'staff/' if is_staff else ''}"
            request = urllib.request.Request(address, headers={"Authorization": f"token {who}"})
            started = time.monotonic()
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    answer.read()
            except OSError:
                self.failed += 1
            else:
                self._seconds.append(time.monotonic() - started)


class _Hub(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        name = self.headers["Authorization"].split()[-1]
        groups = [STAFF] if name == TEACHER else []
        who = {"name": name, "kind": "user", "scopes": [SCOPE], "groups": groups}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(who).encode())

    def log_message(self, *_: Any) -> None:
        pass
