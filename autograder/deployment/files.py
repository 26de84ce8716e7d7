"""The files by which systemd, nginx and logrotate run a hub, made of its settings."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from autograder import content
from autograder.deployment.services import command, token_or_new, variables
from autograder.deployment.settings import HubSettings, SettingsError, read_settings

SETTINGS: Final = "hub.toml"
HUB_UNIT: Final = "unrolled-hub.service"
_SECRET, _OPEN, _PROGRAM = 0o600, 0o644, 0o755


def lay_out(folder: Path, host: str) -> tuple[HubSettings, list[Path]]:
    """Write the settings of a hub, if there are none, and all that follows from them.

    Settings and tokens that are there stay as they are; all else is written anew.

    Parameters
    ----------
    folder : where the files go; usually /etc/unrolled.
    host : by which name browsers reach the hub.

    Returns
    -------
    The settings, and the files that were written.

    Raises
    ------
    SettingsError : when the folder cannot be written to, or what it has for settings not be used.
    """
    folder = folder.resolve()
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / SETTINGS).exists():
            written.append(_write(folder / SETTINGS, _first_settings(), _SECRET))
        settings = read_settings(folder / SETTINGS)
        for path, (text, mode) in _derived(settings, host):
            path.parent.mkdir(exist_ok=True)
            written.append(_write(path, text, mode))
    except OSError as error:
        raise SettingsError(f"{folder} cannot be written to: {error.strerror}.") from error
    return settings, written


def _first_settings() -> str:
    """Return the settings that come with us, for where the project is installed."""
    text = (content.OURS / f"deploy/{SETTINGS}").read_text("utf-8")
    learner = Path(sys.prefix).with_name("learner")
    return text.replace('by = "process"', 'by = "systemd"').replace(
        "/opt/unrolled/learner", str(learner)
    )


def _derived(settings: HubSettings, host: str) -> Iterator[tuple[Path, tuple[str, int]]]:
    folder = settings.path.parent
    named = {"settings": settings, "grading": sys.prefix, "host": host, "hub_unit": HUB_UNIT}
    yield folder / "nginx.conf", (_rendered("nginx.conf", **named), _OPEN)
    for service in filter(settings.is_started_elsewhere, settings.services):
        file = settings.variables_file(service)
        lines = variables(settings, service, token_or_new(file)).items()
        yield file, ("".join(f"{name}={value}\n" for name, value in lines), _SECRET)
    if settings.in_containers:
        yield folder / "compose.yaml", (_compose(settings), _OPEN)
        return
    yield folder / "accounts.sh", (_rendered("accounts.sh", **named), _PROGRAM)
    yield folder / "logrotate", (_rendered("logrotate", **named), _OPEN)
    hub = _rendered(
        "hub.service",
        courses=", ".join(settings.courses),
        configuration=content.OURS / "deploy/jupyterhub_config.py",
        **named,
    )
    yield folder / "systemd" / HUB_UNIT, (hub, _OPEN)
    for service in filter(settings.is_started_elsewhere, settings.services):
        grading = _rendered(
            "grading.service",
            service=service,
            course=settings.folder(service.course),
            command=shlex.join(command(settings, service)),
            variables_file=settings.variables_file(service),
            **named,
        )
        yield folder / f"systemd/unrolled-{service.name}.service", (grading, _OPEN)


def _compose(settings: HubSettings) -> str:
    commands = {each.name: json.dumps(command(settings, each)) for each in settings.services}
    return _rendered(
        "compose.yaml",
        settings=settings,
        folder=settings.path.parent,
        services=settings.services,
        commands=commands,
    )


def _rendered(template: str, **values: object) -> str:
    environment = Environment(
        loader=PackageLoader("autograder.deployment"),
        trim_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    environment.filters["quoted"] = lambda value: shlex.quote(str(value))
    return environment.get_template(template).render(**values)


def _write(path: Path, text: str, mode: int) -> Path:
    path.touch(mode)
    path.chmod(mode)
    path.write_text(text, "utf-8")
    return path
