"""Attacks on whoever reads an answer: bytes that harm a receiver that trusts them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from autograder.host import CutOff, Sandbox

from . import receiver
from .attack import DECODER, FOLDER, Attack, attacks


@pytest.mark.sandbox
@pytest.mark.parametrize("attack", attacks(DECODER), ids=lambda attack: attack.name)
def test_no_bytes_harm_the_host(sandbox: Sandbox, attack: Attack) -> None:
    with sandbox.worker() as worker:
        assert worker.run_cell(attack.source).succeeded
        with pytest.raises(CutOff):
            worker.call("attack", {})


@pytest.mark.parametrize("attack", attacks(DECODER), ids=lambda attack: attack.name)
def test_they_harm_a_receiver_that_trusts_them(attack: Attack) -> None:
    command = [sys.executable, str(receiver.__file__), str(FOLDER / f"{attack.name}.py")]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.returncode != 0
    assert "AssertionError" not in ended.stderr


def test_it_receives_an_honest_answer() -> None:
    honest = FOLDER / "honest_answer.py"
    command = [sys.executable, str(receiver.__file__), str(honest)]
    assert subprocess.run(command).returncode == 0
