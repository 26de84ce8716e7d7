"""The settings that operators start from, and what the configuration says to wrong ones."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from .isolation import PROJECT

pytestmark = pytest.mark.hub


def loaded(monkeypatch: pytest.MonkeyPatch, folder: Path, old: str, new: str) -> Config:
    """Load the configuration with one thing in the settings replaced."""
    settings = (PROJECT / "deploy/hub.toml").read_text().replace("/srv/unrolled", str(folder))
    settings = settings.replace("/opt/unrolled/learner", sys.prefix)
    assert old in settings
    (folder / "hub.toml").write_text(settings.replace(old, new, 1))
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setenv("UNROLLED_HUB", str(folder / "hub.toml"))
    return PyFileConfigLoader("jupyterhub_config.py", str(PROJECT / "deploy")).load_config()


def test_the_file_that_comes_along_loads(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    config = loaded(monkeypatch, tmp_path, 'accounts = "own"', 'accounts = "one"')
    assert config.JupyterHub.bind_url == "http://127.0.0.1:8000"
    assert config.Authenticator.allowed_users == {"ada", "ben", "cleo"}
    assert [service["url"] for service in config.JupyterHub.services] == ["http://127.0.0.1:8003"]


def test_automatic_grading_runs_as_whoever_holds_the_course(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (home := tmp_path / "grader-unrolled").mkdir(mode=0o700)
    text = (PROJECT / "deploy/hub.toml").read_text().replace("/home/", f"{tmp_path}/")
    text = text.replace("/srv", str(tmp_path)).replace("/opt/unrolled/learner", sys.prefix)
    (tmp_path / "hub.toml").write_text(text.replace("automatic = false", "automatic = true"))
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setenv("UNROLLED_HUB", str(tmp_path / "hub.toml"))
    config = PyFileConfigLoader("jupyterhub_config.py", str(PROJECT / "deploy")).load_config()
    service = config.JupyterHub.services[-1]
    assert (service["name"], service["user"]) == ("unrolled-grading", "grader-unrolled")
    assert service["url"] == "http://127.0.0.1:8004"
    assert service["command"][1:] == ["serve", f"--course={home}/unrolled", "--port=8004"]
    assert service["environment"]["UNROLLED_COURSE"] == "unrolled"
    assert service["environment"]["UNROLLED_FORMGRADER"] == "/services/unrolled"
    scope = "access:services!service=unrolled-grading"
    opens = [role["name"] for role in config.JupyterHub.load_roles if scope in role["scopes"]]
    assert opens == ["staff-of-unrolled", "learners-of-unrolled"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('accounts = "own"', 'accounts = "two"', "accounts is 'two', not one of own, one."),
        ('login = "pam"', "", "login is None, not one of pam, password, lti."),
        ('= "service"', '= "shared"', "formgrader is 'shared', not one of service, own."),
        ("/home/{", "/nowhere/{", "It must be there, closed to others (0700)."),
        ("automatic = false", 'automatic = "no"', "automatic is 'no', not true or false."),
        (
            "state =",
            "status =",
            "is none of port, proxy, state, exchange, homes, "
            "learner_environment, accounts, login, database, servers, courses, lti.",
        ),
        ('["ben", "cleo"]', '"ben"', "learners is missing, or no list of texts."),
        ("port = 8000", "port = 0", "port is 0, not a number from 1 to 65000."),
        (f'"{sys.prefix}"', '"/nowhere"', "where no unrolled-learner is installed."),
    ],
)
def test_a_wrong_setting_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, old: str, new: str, message: str
) -> None:
    with pytest.raises(SystemExit) as refusal:
        loaded(monkeypatch, tmp_path, old, new)
    assert str(refusal.value).endswith(message)
