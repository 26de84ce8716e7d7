"""What an operator has set in `hub.toml`: read whole, or refused with what cannot be."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NoReturn

CHOICES: Final = {"accounts": ("own", "one"), "login": ("pam", "password", "lti")}
FORMGRADERS: Final = ("service", "own")
STARTERS: Final = ("process", "systemd", "containers")
_SIZE: Final = re.compile(r"\d+(\.\d+)?[MG]")
_TEXTS: Final = ("state", "exchange", "homes", "learner_environment")
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")  # nbgrader joins names by `+`
_PARTS: Final = ("port", "proxy", *_TEXTS, *CHOICES, "database", "servers", "courses", "lti")
_OF_COURSE: Final = ("formgrader", "automatic", "staff", "learners")


class SettingsError(Exception):
    """The hub cannot be run with these settings; says what to change."""


@dataclass(frozen=True)
class HubCourse:
    """A course in the hub: who teaches and who learns, and where its formgrader runs."""

    name: str
    formgrader: str
    automatic: bool
    staff: tuple[str, ...]
    learners: tuple[str, ...]

    @property
    def is_shared(self) -> bool:
        """Say whether an account of its own holds the course, for all staff to share."""
        return self.formgrader == "service"

    @property
    def holder(self) -> str:
        """Return the account that has the course's folder in its home, if there is one."""
        return f"grader-{self.name}" if self.is_shared else next(iter(self.staff), "")


@dataclass(frozen=True)
class HubService:
    """What runs beside the hub for a course: a shared formgrader, or automatic grading."""

    name: str
    course: HubCourse
    port: int
    grades: bool  # by itself; else it is a formgrader


@dataclass(frozen=True)
class Servers:
    """How learners' and staff's servers are started, and what each may use; 0 is no limit.

    Parameters
    ----------
    by : the hub itself ("process"), a unit each ("systemd") or a container each ("containers").
    image : what containers are made of.
    memory : such as "1.5G".
    processors : how many, such as 0.5.
    idle_minutes : after which a server ends in which nothing has happened.
    """

    by: str = "process"
    image: str = ""
    memory: str = ""
    processors: float = 0
    idle_minutes: int = 0


@dataclass(frozen=True)
class HubSettings:
    """The settings of a hub; `hub.toml` in `deploy/` says what each means."""

    path: Path
    port: int
    proxy: tuple[str, ...]
    state: Path
    exchange: Path
    homes: str
    accounts: str
    login: str
    learner_environment: Path
    courses: Mapping[str, HubCourse]
    servers: Servers
    database: str
    lti: Mapping[str, Any] = field(default_factory=dict)

    @property
    def as_one_user(self) -> bool:
        """Say whether all servers run as the hub's user."""
        return self.accounts == "one"

    @property
    def in_containers(self) -> bool:
        """Say whether each server is in a container; hub and services are in some of their own."""
        return self.servers.by == "containers"

    def is_started_elsewhere(self, service: HubService) -> bool:
        """Say whether systemd or Compose starts a service, and not the hub."""
        return self.in_containers or (self.servers.by == "systemd" and service.grades)

    @property
    def people(self) -> tuple[str, ...]:
        """Return the accounts of all staff and learners, each once."""
        names = [
            name for course in self.courses.values() for name in course.staff + course.learners
        ]
        return tuple(dict.fromkeys(names))

    @property
    def holders(self) -> tuple[str, ...]:
        """Return the accounts that hold a course: only they may read what grades."""
        return tuple(dict.fromkeys(c.holder for c in self.courses.values() if c.holder))

    @property
    def services(self) -> tuple[HubService, ...]:
        """Return what runs beside the hub, each at a port of its own after those of the hub."""
        shared = [(c.name, c, False) for c in self.courses.values() if c.is_shared]
        grading = [(f"{c.name}-grading", c, True) for c in self.courses.values() if c.automatic]
        return tuple(
            HubService(name, course, self.port + 3 + number, grades)
            for number, (name, course, grades) in enumerate(shared + grading)
        )

    @property
    def ports(self) -> range:
        """Return all ports that the hub and what runs beside it listen at."""
        return range(self.port, self.port + 3 + len(self.services))

    def variables_file(self, service: HubService) -> Path:
        """Return where the variables of a service are that the hub does not start."""
        return self.path.parent / f"services/{service.name}.env"

    def home(self, account: str) -> Path:
        """Return where an account's home is."""
        return Path(self.homes.format(username=account))

    def folder(self, course: HubCourse) -> Path:
        """Return where a course's folder is."""
        return self.home(course.holder) / course.name


def read_settings(path: Path) -> HubSettings:
    """Read a settings file.

    Raises
    ------
    SettingsError : when it is not there, is no TOML, or has something that cannot be.
    """
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise SettingsError(f"There is no {path}: `unrolled deploy init` writes one.") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}.") from error
    return _Reader(path).settings(found)


@dataclass(frozen=True)
class _Reader:
    path: Path

    def settings(self, found: Mapping[str, Any]) -> HubSettings:
        self._only(found, "the file", _PARTS)
        texts = {name: self._text(found, name) for name in _TEXTS}
        settings = HubSettings(
            path=self.path,
            port=self._port(found),
            proxy=self._names(found, "proxy"),
            homes=texts["homes"],
            state=Path(texts["state"]),
            exchange=Path(texts["exchange"]),
            learner_environment=Path(texts["learner_environment"]),
            accounts=self._choice(found, "accounts", CHOICES["accounts"]),
            login=self._choice(found, "login", CHOICES["login"]),
            courses={name: self._course(name, of) for name, of in self._part(found, "courses")},
            servers=self._servers(dict(self._part(found, "servers"))),
            database=self._text(found, "database") if "database" in found else "",
            lti=dict(self._part(found, "lti")),
        )
        return self._fitting(settings)

    def _servers(self, found: Mapping[str, Any]) -> Servers:
        self._only(found, "[servers]", tuple(vars(Servers())))
        servers = Servers(**found)
        self._choice(vars(servers), "by", STARTERS)
        if servers.memory and not _SIZE.fullmatch(str(servers.memory)):
            self._refuse(f"memory is {servers.memory!r}, not a text such as '1.5G' or '800M'")
        for name in ("processors", "idle_minutes"):
            number = getattr(servers, name)
            if type(number) not in (int, float) or number < 0:
                self._refuse(f"{name} is {number!r}, not a number from 0 on")
        if servers.by == "process" and (servers.memory or servers.processors):
            self._refuse('with by = "process", [servers] cannot limit memory and processors')
        if (servers.by == "containers") != bool(servers.image):
            self._refuse('[servers] needs an image with by = "containers", and only then')
        return servers

    def _course(self, name: str, of: Any) -> HubCourse:
        if not _NAME.fullmatch(name):
            self._refuse(f"the course {name!r} needs a name of letters, digits, `-`, `_` and `.`")
        if not isinstance(of, dict):
            self._refuse(f"{name} is no part [courses.{name}]")
        self._only(of, f"[courses.{name}]", _OF_COURSE)
        if not isinstance(of.get("automatic", False), bool):
            self._refuse(f"automatic is {of['automatic']!r}, not true or false")
        course = HubCourse(
            name=name,
            formgrader=self._choice(of, "formgrader", FORMGRADERS),
            automatic=of.get("automatic", False),
            staff=self._names(of, "staff"),
            learners=self._names(of, "learners"),
        )
        if course.automatic and not course.holder:
            self._refuse(f"{name} is graded automatically, and nobody in its staff holds it")
        return course

    def _fitting(self, settings: HubSettings) -> HubSettings:
        """Return settings whose parts fit together."""
        if settings.in_containers:
            if settings.as_one_user or settings.login == "pam":
                self._refuse('with containers, accounts is "own", and login "lti" or "password"')
            if not all(course.is_shared for course in settings.courses.values()):
                self._refuse('with containers, each course has formgrader = "service"')
        return settings

    def _part(self, found: Mapping[str, Any], name: str) -> Iterable[tuple[str, Any]]:
        part = found.get(name, {})
        if not isinstance(part, dict):
            self._refuse(f"{name} is {part!r}, not a part [{name}]")
        return part.items()

    def _only(self, found: Mapping[str, Any], where: str, known: tuple[str, ...]) -> None:
        unknown = next((name for name in found if name not in known), None)
        if unknown is not None:
            self._refuse(f"{where} has {unknown!r}, which is none of {', '.join(known)}")

    def _choice(self, among: Mapping[str, Any], name: str, values: tuple[str, ...]) -> str:
        value = among.get(name)
        if value not in values:
            self._refuse(f"{name} is {value!r}, not one of {', '.join(values)}")
        return str(value)

    def _text(self, among: Mapping[str, Any], name: str) -> str:
        value = among.get(name)
        if not isinstance(value, str) or not value:
            self._refuse(f"{name} is missing, or no text")
        return value

    def _names(self, among: Mapping[str, Any], name: str) -> tuple[str, ...]:
        value = among.get(name)
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self._refuse(f"{name} is missing, or no list of texts")
        return tuple(value)

    def _port(self, found: Mapping[str, Any]) -> int:
        port = found.get("port")
        if type(port) is not int or not 1 <= port <= 65000:
            self._refuse(f"port is {port!r}, not a number from 1 to 65000")
        return port

    def _refuse(self, why: str) -> NoReturn:
        raise SettingsError(f"{self.path}: {why}.")
