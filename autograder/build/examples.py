"""The public examples that `check` compares with: data, computed from the reference."""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import suppress
from typing import Any

import numpy as np

from autograder.graders.exercise import Assignment, Case, Exercise
from autograder.graders.function import Function
from autograder.graders.outputs import named_outputs
from autograder.graders.reference import Reference
from autograder.sandbox.wire import Seed

Steps = list[dict[str, Any]]


def examples_file(assignment: Assignment) -> bytes:
    """Return the content of `examples.npz`: the same bytes at every build."""
    arrays: dict[str, np.ndarray] = {}
    plan = {
        exercise.name: {
            "returns": list(exercise.returns),
            "law": exercise.by_law,
            "pure": exercise.pure,
            "examples": [
                _example(assignment.name, exercise, case, arrays)
                for case in assignment.public_cases(exercise)
            ],
        }
        for exercise in assignment.exercises
    }
    return _npz({"plan": np.array(json.dumps(plan)), **arrays})


class _Recorder:
    """Runs an exercise with the reference and writes down how it was called."""

    def __init__(self, assignment: str, arrays: dict[str, np.ndarray]) -> None:
        self.steps: Steps = []
        self._reference = Reference(assignment)
        self._arrays = arrays
        self._kept: dict[int, list[int]] = {}

    def call(self, name: str, *arguments: Any) -> Any:
        self._write_down(name, arguments, [])
        return self._reference.call(name, *arguments)

    def cache(self, name: str, *arguments: Any, position: int) -> Any:
        kept = self._reference.cache(name, *arguments, position=position)
        self._write_down(name, arguments, [position])
        self._kept[id(kept)] = [len(self.steps) - 1, position]
        return kept

    def encoded(self, value: Any) -> dict[str, Any]:
        """Return a value as the plan has it, with its arrays put aside."""
        if id(value) in self._kept:
            return {"kept": self._kept[id(value)]}
        if isinstance(value, Seed):
            return {"seed": value.number}
        if isinstance(value, Function):
            return {"function": value.name, "coefficients": self.encoded(value.coefficients)}
        if isinstance(value, np.ndarray):
            name = f"a{len(self._arrays)}"
            self._arrays[name] = value
            return {"array": name}
        if isinstance(value, dict):
            return {"dict": {key: self.encoded(item) for key, item in value.items()}}
        if isinstance(value, list | tuple):
            return {type(value).__name__: [self.encoded(item) for item in value]}
        return {"number": value}

    def _write_down(self, name: str, arguments: tuple[Any, ...], keep: list[int]) -> None:
        encoded = [self.encoded(argument) for argument in arguments]
        self.steps.append({"function": name, "arguments": encoded, "keep": keep})


def _example(
    assignment: str, exercise: Exercise, case: Case, arrays: dict[str, np.ndarray]
) -> dict[str, Any]:
    recorder = _Recorder(assignment, arrays)
    if case.raises:
        with suppress(Exception):
            exercise.run(recorder, case)
        refusal = {"raises": case.raises, "naming": case.naming}
        return {"title": case.title, "steps": recorder.steps, **refusal}
    outputs = named_outputs(exercise.outputs, exercise.run(recorder, case))
    if exercise.cache_position is not None:
        recorder.steps[-1]["keep"] = [exercise.cache_position]
    example = {"title": case.title, "steps": recorder.steps}
    if exercise.by_law:
        return example
    expected = {name: recorder.encoded(outputs[name]) for name in exercise.returns}
    return {**example, "expected": expected}


def _npz(arrays: dict[str, np.ndarray]) -> bytes:
    """Write an npz whose bytes depend on nothing but its arrays; `np.savez` adds the time."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, array in arrays.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, np.asarray(array, order="C"), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), member.getvalue())
    return content.getvalue()
