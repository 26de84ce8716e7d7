"""What `unrolled deploy init` writes, read by those that it is for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from tests import in_process

PROJECT = Path(__file__).parents[2]
CHANGED = {
    "/srv/unrolled": "{folder}/srv",
    '"/home/': '"{folder}/home/',
    "automatic = false": "automatic = true",
    "[servers]": '[servers]\nmemory = "1.5G"\nprocessors = 0.5',
    "idle_minutes = 0": "idle_minutes = 60",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where an operator has changed the settings and run the command a second time."""
    init(tmp_path)
    settings = tmp_path / "hub.toml"
    text = settings.read_text()
    learner = next(line for line in text.splitlines() if line.startswith("learner_environment"))
    text = text.replace(learner, f'learner_environment = "{sys.prefix}"')
    for old, new in CHANGED.items():
        assert old in text
        text = text.replace(old, new.format(folder=tmp_path))
    settings.write_text(text)
    init(tmp_path)
    return tmp_path


def init(folder: Path) -> str:
    done = in_process.unrolled("deploy", "init", "--to", folder, "--host", "hub.example.edu")
    assert done.returncode == 1, done.stderr
    return done.stdout


def variables(folder: Path) -> Mapping[str, str]:
    lines = (folder / "services/unrolled-grading.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines)


def read_by(*command: str | Path) -> str:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not on this machine")
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_systemd_understands_the_units(folder: Path) -> None:
    units = sorted((folder / "systemd").iterdir())
    assert [unit.name for unit in units] == [
        "unrolled-hub.service",
        "unrolled-unrolled-grading.service",
    ]
    assert read_by("systemd-analyze", "verify", *units) == ""


def test_nginx_understands_its_file(folder: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not on this machine")
    key, certificate = folder / "key", folder / "certificate"
    made = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=hub.example.edu")
    read_by("openssl", *made, "-keyout", key, "-out", certificate)
    site = (folder / "nginx.conf").read_text().replace("/var/log/nginx", str(folder))
    site = site.replace("/etc/ssl/unrolled/hub.example.edu.crt", str(certificate))
    site = site.replace("/etc/ssl/unrolled/hub.example.edu.key", str(key))
    whole = folder / "whole.conf"
    whole.write_text(f"error_log {folder}/log; pid {folder}/pid; events {{}} http {{ {site} }}")
    assert "test is successful" in read_by("nginx", "-t", "-c", whole)


def test_logrotate_understands_its_file(folder: Path) -> None:
    assert "error" not in read_by("logrotate", "--debug", folder / "logrotate")


def test_the_shell_understands_what_makes_accounts(folder: Path) -> None:
    assert read_by("sh", "-n", folder / "accounts.sh") == ""
    text = (folder / "accounts.sh").read_text()
    assert f"chmod 0750 {sys.prefix}" in text
    for line in ("account ben /bin/bash", "account grader-unrolled /usr/sbin/nologin"):
        assert f"\n{line}\n" in text


def test_the_hub_reads_the_settings_and_knows_the_token_of_grading(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "home/grader-unrolled").mkdir(mode=0o700, parents=True)
    config = loaded(folder, monkeypatch)
    formgrader, grading, culler = config.JupyterHub.services
    assert "command" in formgrader and "--timeout=3600" in culler["command"]
    assert grading == {
        "name": "unrolled-grading",
        "url": "http://127.0.0.1:8004",
        "oauth_no_confirm": True,
        "oauth_client_allowed_scopes": ["read:users:groups!user"],
        "api_token": variables(folder)["JUPYTERHUB_API_TOKEN"],
    }
    assert config.JupyterHub.spawner_class == "systemd"
    assert (config.Spawner.mem_limit, config.Spawner.cpu_limit) == ("1.5G", 0.5)


def loaded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setenv("UNROLLED_HUB", str(folder / "hub.toml"))
    return PyFileConfigLoader("jupyterhub_config.py", str(PROJECT / "deploy")).load_config()


def test_in_containers_grading_is_beside_the_hub_and_learners_are_elsewhere(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = folder / "hub.toml"
    text = settings.read_text().replace('login = "pam"', 'login = "lti"')
    settings.write_text(text.replace('by = "systemd"', 'by = "containers"\nimage = "learner"'))
    in_process.unrolled("deploy", "init", "--to", folder)
    services = yaml.safe_load((folder / "compose.yaml").read_text())["services"]
    config = loaded(folder, monkeypatch)
    known = [service["name"] for service in config.JupyterHub.services if "api_token" in service]
    assert list(services) == ["hub", *known] == ["hub", "unrolled", "unrolled-grading"]
    for name in known:
        assert services[name]["network_mode"] == "service:hub"
        assert services[name]["env_file"] == f"{folder}/services/{name}.env"
    assert all(service["cap_drop"] == ["ALL"] for service in services.values())
    assert config.JupyterHub.spawner_class == "docker"
    assert config.DockerSpawner.volumes["unrolled-exchange"] == f"{folder}/srv/exchange"
    assert config.JupyterHub.hub_connect_url == "http://hub:8002"


def test_the_chart_and_what_runs_beside_it_name_the_same() -> None:
    kubernetes = PROJECT / "deploy/kubernetes"
    values = yaml.safe_load((kubernetes / "values.yaml").read_text())
    made = list(yaml.safe_load_all((kubernetes / "grading.yaml").read_text()))
    named = {(each["kind"], each["metadata"]["name"]): each for each in made}
    claims = {name for kind, name in named if kind == "PersistentVolumeClaim"}
    pod = named["Deployment", "grading"]["spec"]["template"]["spec"]
    assert {volume["persistentVolumeClaim"]["claimName"] for volume in pod["volumes"]} == claims
    ports = {port["port"] for port in named["Service", "grading"]["spec"]["ports"]}
    urls = {service["url"] for service in values["hub"]["services"].values()}
    assert urls == {f"http://grading:{port}" for port in ports}
    tokens = {
        variable["valueFrom"]["secretKeyRef"]["key"]
        for container in pod["containers"]
        for variable in container.get("env", [])
        if "valueFrom" in variable
    }
    assert tokens == {f"hub.services.{name}.apiToken" for name in values["hub"]["services"]}
    for container in pod["containers"] + pod["initContainers"]:
        confined = {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}}
        assert container["securityContext"] == confined
    compile(values["hub"]["extraConfig"]["unrolled"], "values.yaml", "exec")


def test_settings_and_tokens_stay_and_are_for_root_alone(folder: Path) -> None:
    kept = [folder / "hub.toml", folder / "services/unrolled-grading.env"]
    before = [path.read_text() for path in kept]
    init(folder)
    assert [path.read_text() for path in kept] == before
    assert [path.stat().st_mode & 0o777 for path in kept] == [0o600, 0o600]


def test_what_is_missing_is_a_sentence_each(folder: Path) -> None:
    said = init(folder)
    for sentence in (
        "- There is no account grader-unrolled: run accounts.sh.",
        f"- {folder}/srv/exchange is no folder that everybody may write to: run accounts.sh.",
        "- /usr/local/bin/configurable-http-proxy is not there: "
        "`npm install --global configurable-http-proxy`.",
    ):
        assert sentence in said.splitlines()


def test_unusable_settings_are_one_sentence(folder: Path) -> None:
    (folder / "hub.toml").write_text("port = ")
    done = in_process.unrolled("deploy", "init", "--to", folder)
    assert done.returncode == 2
    assert done.stderr.startswith(f"{folder}/hub.toml cannot be read: Invalid value")


def test_learners_have_the_versions_that_grade() -> None:
    def pinned(file: str) -> set[str]:
        return {line.partition(" ;")[0] for line in (PROJECT / file).read_text().splitlines()}

    learners = pinned("learner/requirements.lock")
    assert learners <= pinned("requirements.lock")
    assert not [line for line in learners if line.startswith(("unrolled", "jupytext", "pyseccomp"))]
