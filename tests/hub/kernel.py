"""What a person runs in a server: code in a kernel, and a line in a terminal."""

from __future__ import annotations

import json
import uuid

from websocket import WebSocket, create_connection

from tests.hub.conftest import Person


def run(person: Person, code: str) -> str:
    """Run code in a new kernel, and return what it printed.

    Raises
    ------
    AssertionError : when the code raises; says how.
    """
    kernel = person.of_server("POST", "/api/kernels")["id"]
    channels = _connected(person, f"/user/{person.name}/api/kernels/{kernel}/channels")
    try:
        channels.send(json.dumps(_request(code)))
        printed = ""
        while True:
            message = json.loads(channels.recv())
            match message["msg_type"], message["content"]:
                case "stream", content:
                    printed += content["text"]
                case "execute_reply", content:
                    assert content["status"] == "ok", content
                    return printed
    finally:
        channels.close()
        person.of_server("DELETE", f"/api/kernels/{kernel}")


def typed(person: Person, server: str, line: str) -> str:
    """Type a line into a new terminal of a server, and return what it printed.

    Parameters
    ----------
    server : its address, without the hub's.
    """
    end = uuid.uuid4().hex
    name = person.ask("POST", f"{server}/api/terminals").json()["name"]
    terminal = _connected(person, f"{server}/terminals/websocket/{name}")
    try:
        # The terminal shows what is typed, too: there, the end stands in two parts.
        terminal.send(json.dumps(["stdin", f"{line}; echo {end[:9]}''{end[9:]}\r"]))
        printed = ""
        while end not in printed:
            kind, *content = json.loads(terminal.recv())
            printed += content[0] if kind == "stdout" else ""
        return printed
    finally:
        terminal.close()
        person.ask("DELETE", f"{server}/api/terminals/{name}")


def _connected(person: Person, path: str) -> WebSocket:
    address = person.hub.url.replace("http", "ws", 1)
    header = [f"Authorization: token {person.token}"]
    return create_connection(f"{address}{path}", header=header, timeout=60)


def _request(code: str) -> dict[str, object]:
    header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "version": "5.3"}
    return {
        "header": {**header, "username": "", "session": uuid.uuid4().hex, "date": ""},
        "parent_header": {},
        "metadata": {},
        "content": {"code": code, "silent": False, "store_history": False},
        "channel": "shell",
    }
