"""How formgraders and automatic grading are started, and what they find around them."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from autograder import content
from autograder.deployment.settings import HubService, HubSettings, SettingsError

SERVERS: Final = content.OURS / "deploy/servers"
_TOKEN: Final = "JUPYTERHUB_API_TOKEN"


def command(settings: HubSettings, service: HubService) -> list[str]:
    """Return the command of a service."""
    if not service.grades:
        return [f"{sys.prefix}/bin/jupyterhub-singleuser"]
    course = settings.folder(service.course)
    serve = ["serve", f"--course={course}", f"--port={service.port}"]
    return [f"{sys.prefix}/bin/unrolled", *serve]


def surroundings(settings: HubSettings, service: HubService) -> Mapping[str, str]:
    """Return what nbgrader and we find in the environment of a service, whoever starts it."""
    own = {
        "PATH": f"{sys.prefix}/bin:/usr/local/bin:/usr/bin:/bin",
        "JUPYTER_CONFIG_PATH": f"{SERVERS}/formgrader:{SERVERS}/everyone",
        "HOME": str(settings.home(service.course.holder)),
        "UNROLLED_EXCHANGE": str(settings.exchange),
        "UNROLLED_COURSE": service.course.name,
    }
    if settings.as_one_user or settings.in_containers:
        own["UNROLLED_ONE_OWNER"] = "1"  # the owner of a submission says nothing
    course = service.course
    if service.grades:
        home = f"/services/{course.name}" if course.is_shared else f"/user/{course.holder}"
        own["UNROLLED_FORMGRADER"] = home  # where links on the staff's pages lead
    else:
        own |= {"JUPYTERHUB_DEFAULT_URL": "/lab", "JUPYTERHUB_USER": course.holder}
    return own


def variables(settings: HubSettings, service: HubService, token: str) -> Mapping[str, str]:
    """Return the whole environment of a service that the hub does not start, but knows."""
    prefix = f"/services/{service.name}/"
    health = "/health?live" if service.grades else f"{prefix}api"
    return {
        **surroundings(settings, service),
        "JUPYTERHUB_SERVICE_NAME": service.name,
        "JUPYTERHUB_SERVICE_PREFIX": prefix,
        "JUPYTERHUB_SERVICE_URL": f"http://127.0.0.1:{service.port}",
        "JUPYTERHUB_API_URL": f"http://127.0.0.1:{settings.port + 2}/hub/api",
        "JUPYTERHUB_BASE_URL": "/",
        "JUPYTERHUB_CLIENT_ID": f"service-{service.name}",
        "JUPYTERHUB_OAUTH_CALLBACK_URL": f"{prefix}oauth_callback",
        _TOKEN: token,
        **({"UNROLLED_HEALTH": health} if settings.in_containers else {}),  # the image asks there
    }


def token_of(settings: HubSettings, service: HubService) -> str:
    """Return the token by which the hub knows a service that it does not start.

    Raises
    ------
    SettingsError : when none has been written yet.
    """
    path = settings.variables_file(service)
    token = _token_in(path)
    if token is None:
        raise SettingsError(f"{path} has no token: run `unrolled deploy init` again.")
    return token


def token_or_new(path: Path) -> str:
    """Return the token that a file of variables has, or a new one where there is none."""
    return _token_in(path) or secrets.token_hex(32)


def _token_in(path: Path) -> str | None:
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.") from error
    named = f"{_TOKEN}="
    return next((line.removeprefix(named) for line in lines if line.startswith(named)), None)
