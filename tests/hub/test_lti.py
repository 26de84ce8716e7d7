"""Login from a learning management system: a whole launch against a platform that we play."""

from __future__ import annotations

import csv
import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa

from deploy.process import running_hub

from .conftest import SCRIPTS, free_ports

pytestmark = pytest.mark.hub
CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
ROLE = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
CONTEXT = "context-7"
SETTINGS = """
port = {port}
state = "{folder}/state"
exchange = "{folder}/exchange"
homes = "{folder}/homes/{{username}}"
accounts = "one"
login = "lti"
proxy = ["{scripts}/configurable-http-proxy"]
learner_environment = "{learner_environment}"

[courses.unrolled]
formgrader = "own"
staff = []
learners = []

[lti]
issuer = "{lms}"
client_id = ["this hub"]
authorize_url = "{lms}/auth"
jwks_endpoint = "{lms}/certs"
username_key = "custom_lms_user_id"

[lti.courses]
"{context}" = "unrolled"
"""


@dataclass(frozen=True)
class Platform:
    """A learning management system, as far as a launch needs it."""

    hub: str
    roster: Path
    address: str
    key: rsa.RSAPrivateKey

    def launch(self, role: str, context: str = CONTEXT, **claims: object) -> requests.Session:
        """Take somebody's browser from the LMS to the hub."""
        session = requests.Session()
        start = session.post(
            f"{self.hub}/hub/lti13/oauth_login",
            data={"iss": self.address, "login_hint": "7", "target_link_uri": self.hub},
            allow_redirects=False,
        )
        asked = {k: v[0] for k, v in parse_qs(urlsplit(start.headers["Location"]).query).items()}
        now = int(time.time())  # noqa: TID251 (tokens say when they were made)
        token = {
            **{"iss": self.address, "aud": "this hub", "sub": "sub-7", "nonce": asked["nonce"]},
            **{"iat": now, "exp": now + 60, f"{CLAIM}version": "1.3.0"},
            f"{CLAIM}deployment_id": "1",
            f"{CLAIM}target_link_uri": self.hub,
            f"{CLAIM}message_type": "LtiResourceLinkRequest",
            f"{CLAIM}resource_link": {"id": "1"},
            f"{CLAIM}context": {"id": context},
            f"{CLAIM}roles": [f"{ROLE}{role}"],
            **claims,
        }
        signed = jwt.encode(token, self.key, algorithm="RS256", headers={"kid": "1"})
        form = {"id_token": signed, "state": asked["state"]}
        session.post(asked["redirect_uri"], data=form, allow_redirects=False)
        return session


@pytest.fixture(scope="module")
def platform(
    tmp_path_factory: pytest.TempPathFactory, learner_environment: Path
) -> Iterator[Platform]:
    folder = tmp_path_factory.mktemp("lti")
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    with ExitStack() as stack:
        lms = stack.enter_context(HTTPServer(("127.0.0.1", 0), _certs(key)))
        threading.Thread(target=lms.serve_forever, daemon=True).start()
        stack.callback(lms.shutdown)
        address = f"http://127.0.0.1:{lms.server_port}"
        settings = SETTINGS.format(
            port=free_ports(),
            folder=folder,
            scripts=SCRIPTS,
            lms=address,
            context=CONTEXT,
            learner_environment=learner_environment,
        )
        (folder / "hub.toml").write_text(settings)
        url = stack.enter_context(running_hub(folder / "hub.toml", dict(os.environ)))
        yield Platform(url, folder / "state/rosters/unrolled.csv", address, key)


def test_a_learner_comes_in_by_the_number_that_grades_go_back_to(platform: Platform) -> None:
    custom = {f"{CLAIM}custom": {"lms_user_id": "4711"}}
    browser = platform.launch(
        "Learner", given_name="Ben", family_name="O'Neil, Jr", email="b@example.org", **custom
    )
    assert _groups(platform, browser) == {"4711": ["nbgrader-unrolled"]}
    with platform.roster.open(newline="") as lines:
        (row,) = csv.DictReader(lines)
    assert row == {
        **{"id": "4711", "lms_user_id": "4711", "email": "b@example.org"},
        **{"first_name": "Ben", "last_name": "O'Neil, Jr"},
    }


def test_only_instructors_of_the_very_course_are_staff(platform: Platform) -> None:
    custom = {f"{CLAIM}custom": {"lms_user_id": "1"}}
    browser = platform.launch("Instructor", **custom)
    assert _groups(platform, browser) == {"1": ["formgrade-unrolled"]}
    elsewhere = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor"
    browser = platform.launch("Learner", **custom, **{f"{CLAIM}roles": [elsewhere]})
    assert _groups(platform, browser) == {"1": ["nbgrader-unrolled"]}


def test_a_course_that_the_hub_does_not_have_stays_out(platform: Platform) -> None:
    assert _groups(platform, platform.launch("Instructor", context="another")) == {}


def _groups(platform: Platform, browser: requests.Session) -> dict[str, list[str]]:
    """Ask the hub who has come in with this browser, if anybody."""
    browser.get(f"{platform.hub}/hub/home")
    answer = browser.get(f"{platform.hub}/hub/api/user", headers={"Referer": platform.hub})
    user = answer.json()
    return {user["name"]: user["groups"]} if answer.ok else {}


def _certs(key: rsa.RSAPrivateKey) -> type[BaseHTTPRequestHandler]:
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))

    class Certs(BaseHTTPRequestHandler):
        """The public key with which the platform signs."""

        def do_GET(self) -> None:
            """Hand it out."""
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"keys": [{**public, "kid": "1", "use": "sig"}]}).encode())

    return Certs
