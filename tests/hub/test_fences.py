"""What nobody may reach: others' servers, the formgraders, the files of the course, the network."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from pathlib import Path

import pytest

from .conftest import (
    COURSE,
    HOLDER,
    OWN_COURSE,
    OWN_HOLDER,
    RIGHT,
    STAFF,
    WRONG,
    Formgrader,
    Hub,
    Person,
)

pytestmark = pytest.mark.hub
LISTENING = "0A"
LOOPBACK = "0100007F"


@pytest.mark.parametrize(
    ("who", "url", "status"),
    [
        (RIGHT, f"/services/{COURSE}/formgrader/api/assignments", 403),
        (RIGHT, f"/services/{COURSE}/api/contents", 403),
        (RIGHT, f"/user/{OWN_HOLDER}/formgrader/api/assignments", 403),
        (RIGHT, f"/user/{OWN_HOLDER}/files/{OWN_COURSE}/source/cells/cells.ipynb", 403),
        (RIGHT, f"/user/{STAFF}/api/contents", 403),
        (RIGHT, f"/user/{WRONG}/api/contents/{COURSE}", 403),
        (RIGHT, f"/user/{RIGHT}/formgrader/api/assignments", 404),
        (OWN_HOLDER, f"/services/{COURSE}/formgrader/api/assignments", 403),
        (STAFF, f"/user/{OWN_HOLDER}/formgrader/api/assignments", 403),
        (STAFF, f"/user/{RIGHT}/api/contents", 403),
        (STAFF, f"/user/{STAFF}/formgrader/api/assignments", 404),
    ],
)
def test_who_may_not_go_where(
    people: Mapping[str, Person], who: str, url: str, status: int
) -> None:
    assert people[who].ask("GET", url).status_code == status


def test_staff_find_their_formgrader_in_the_course_list(people: Mapping[str, Person]) -> None:
    found = {
        name: [
            (course["course_id"], course["kind"])
            for course in people[name].of_server("GET", "/formgraders")["value"]
        ]
        for name in (STAFF, OWN_HOLDER)
    }
    assert found == {STAFF: [(COURSE, "jupyterhub")], OWN_HOLDER: [(OWN_COURSE, "local")]}


def test_accounts_cannot_read_what_is_not_theirs(hub: Hub, formgrader: Formgrader) -> None:
    if not hub.launcher:
        pytest.skip("this machine allows no accounts of our own: run the tests as root")
    formgrader.release("cells")
    exchange = hub.folder / "exchange" / COURSE
    homes = [hub.home(name) for name in (RIGHT, WRONG, HOLDER, OWN_HOLDER)]
    places = [exchange / "outbound", exchange / "inbound", hub.folder / "state", *homes]
    readable = [p for p in places if hub.command_of(RIGHT, ["ls", str(p)]).returncode == 0]
    assert readable == [exchange / "outbound", hub.home(RIGHT)]


def test_nothing_leaves_and_nothing_listens_but_on_loopback(
    hub: Hub, people: Mapping[str, Person]
) -> None:
    if not hub.without_network:
        pytest.skip("this machine allows no network of our own: run the tests as root")
    assert [name for _, name in socket.if_nameindex()] == ["lo"]
    lines = Path("/proc/thread-self/net/tcp").read_text().splitlines()[1:]
    lines += Path("/proc/thread-self/net/tcp6").read_text().splitlines()[1:]
    listening = [line.split()[1] for line in lines if line.split()[3] == LISTENING]
    assert len(listening) > len(people)
    assert {address.partition(":")[0] for address in listening} == {LOOPBACK}
