"""A JupyterHub as a process that leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

CONFIGURATION = Path(__file__).with_name("jupyterhub_config.py")
SECONDS_TO_START = 120
SECONDS_TO_STOP = 60
LAST_LINES = 30


class HubError(Exception):
    """The hub does not start."""


@contextmanager
def running_hub(
    settings: Path, environment: Mapping[str, str], launcher: Sequence[str] = ()
) -> Iterator[str]:
    """Start the hub of a settings file, hand out its address, and stop it with all its servers.

    Parameters
    ----------
    settings : the file; the hub's log is written beside it.
    environment : what the hub finds in its environment, besides its settings.
    launcher : a command that starts the command given to it.
    """
    parsed = tomllib.loads(settings.read_text())
    url, log = f"http://127.0.0.1:{parsed['port']}", settings.with_name("hub.log")
    command = [sys.executable, "-m", "jupyterhub", f"--config={CONFIGURATION}"]
    # A hub whose parent ignores Ctrl-C, as in a script's background, cannot interrupt its servers.
    interrupt = signal.signal(signal.SIGINT, signal.default_int_handler)
    with log.open("wb") as output:
        hub = subprocess.Popen(
            [*launcher, *command],
            cwd=settings.parent,
            env={**environment, "UNROLLED_HUB": str(settings)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C is for us; we tell the hub
        )
    try:
        _wait_for(hub, url, log)
        yield url
    finally:
        hub.terminate()
        try:
            hub.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            hub.kill()
            hub.wait()
        _end_proxy(Path(parsed["state"]) / "proxy.pid")
        signal.signal(signal.SIGINT, interrupt)


def _wait_for(hub: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and hub.poll() is None:
        with suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"{url}/hub/health", timeout=5).close()
            return
        time.sleep(0.5)
    end = "\n".join(log.read_text(errors="replace").splitlines()[-LAST_LINES:])
    raise HubError(f"The hub did not start at {url}. The end of its log, {log}:\n{end}")


def _end_proxy(pid_file: Path) -> None:
    """End the proxy of a hub that could not do so itself; one that could removed the file."""
    with suppress(FileNotFoundError, ProcessLookupError):
        os.kill(int(pid_file.read_text()), signal.SIGTERM)
        pid_file.unlink()
