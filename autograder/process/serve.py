"""The loop of a grading process: it does one task after another."""

from __future__ import annotations

import os
import pickle
import queue
import signal
import sys
import threading
from abc import ABC, abstractmethod
from multiprocessing.connection import Connection
from typing import Any


class AtOnce(ABC):
    """A call that is done beside the task that is being done, and that nobody answers."""

    @abstractmethod
    def __call__(self) -> None:
        """Do it; soon, for it keeps further tasks from coming in."""


def serve(connection: Connection) -> None:
    """Do tasks until there is none, or until nobody is left to do them for."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # who gives the tasks decides when to stop
    tasks: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(connection, tasks), daemon=True).start()
    while (task := tasks.get()) is not None:
        answer: tuple[Any, Exception | None]
        try:
            answer = (task(), None)
        except Exception as error:
            answer = (None, error)
        connection.send_bytes(_packed(answer))
    tasks_of_a_class = sys.modules.get("autograder.process.task")
    if tasks_of_a_class is not None:  # else there is nothing that was kept warm
        tasks_of_a_class.close()


def _receive(connection: Connection, tasks: queue.SimpleQueue[Any]) -> None:
    try:
        while (task := connection.recv()) is not None:
            if isinstance(task, AtOnce):
                task()
            else:
                tasks.put(task)
    except (EOFError, OSError):
        os._exit(1)  # also in the middle of a task: nobody waits for it
    tasks.put(None)


def _packed(answer: tuple[Any, Exception | None]) -> bytes:
    try:
        content = pickle.dumps(answer)
        if answer[1] is not None:
            pickle.loads(content)  # noqa: S301  # some errors can be sent, but not received
        return content
    except Exception as unsendable:
        return pickle.dumps((None, RuntimeError(f"{answer[1] or unsendable}")))
