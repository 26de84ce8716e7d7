"""What the notebooks of this course import: public checks and numerical gradients.

`check(f)` calls your function `f` with the examples in `examples.npz`, which lies beside this
file, and compares what it returns with what it should. Passing it is a good sign, not yet a
grade: the hidden tests use other numbers and other sizes.
"""

from __future__ import annotations

import builtins
import ctypes
import functools
import importlib
import json
import math
import textwrap
import threading
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Arrays = dict[str, Array]

EXAMPLES = Path(__file__).with_name("examples.npz")

# The largest `relative_error` that still counts as equal. Rounding in float32 leaves errors of
# 1e-7 to 1e-5 (also in a float64 result that once passed through a float32 array); the mistakes
# people make leave 1e-2 and more. The limits lie between the two.
TOLERANCE = {"float64": 1e-4, "float32": 1e-3}

SECONDS = 10  # that a call may take; the hidden tests wait for less
WIDTH = 84  # of messages, in characters
LONGEST_NUMBER = 1e15  # that a message repeats

# Functions that your functions are given, made of their coefficients.
FUNCTIONS: dict[str, Callable[[Array], Callable[[Array], Any]]] = {
    "waves": lambda c: lambda x: float(np.sin(np.sum(c * x))),
    "fold": lambda c: lambda x: float(np.abs(np.sum(c * x))),
    "product": lambda c: lambda v: c @ v,
}


class CheckFailed(AssertionError):
    """A check that failed. Jupyter shows its sentence, without the stack of calls."""

    def _render_traceback_(self) -> list[str]:
        # JupyterLab would break long lines in the middle of words.
        lines = f"✗ {self}".splitlines()
        return [textwrap.fill(line, WIDTH, subsequent_indent="  ") for line in lines]


class TooSlow(BaseException):
    """Raised inside a function that does not end, past any `except Exception` of its own."""


# ------------------------------------------------------------------ comparing and differentiating


def relative_error(a: Any, b: Any) -> float:
    """Return ‖a−b‖ / (‖a‖+‖b‖): 0 if equal, 1 if opposite; two zero arrays are equal."""
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    if a.shape != b.shape:
        raise ValueError(f"shapes differ: {a.shape} and {b.shape}")
    size = np.linalg.norm(a) + np.linalg.norm(b)
    return float(np.linalg.norm(a - b) / size) if size else 0.0


def numerical_gradient(f: Callable[[Array], Any], x: Array, h: float = 1e-5) -> Array:
    """Estimate the gradient of the scalar f at x: nudge every element by ±h and look.

    `f` receives copies of `x` with one element changed; `x` itself stays as it is.
    """
    gradient = np.zeros(np.shape(x))
    for index in np.ndindex(gradient.shape):
        nudge = np.zeros(gradient.shape)
        nudge[index] = h
        above, below = np.asarray(f(x + nudge)).item(), np.asarray(f(x - nudge)).item()
        gradient[index] = (above - below) / (2 * h)
    return gradient


# ------------------------------------------------------------------------------ the public checks


def check(function: Callable[..., Any]) -> None:
    """Try your function on the public examples; say what agrees, or what does not."""
    count, notes = _examine(function)
    agree = "1 example agrees" if count == 1 else f"{count} examples agree"
    print(f"✓ {function.__name__}: {agree}. The hidden tests use other numbers.")
    for note in notes:
        print(f"  Note: {note}")


def ready(*functions: Callable[..., Any]) -> bool:
    """Whether these functions pass their checks; if one does not, print which."""
    for function in functions:
        try:
            _examine(function)
        except CheckFailed:
            print(f"This cell waits for `{function.__name__}`: run it again once that is right.")
            return False
    return True


@functools.cache
def _plan(path: Path) -> tuple[dict[str, Any], Arrays]:
    if not path.exists():
        raise CheckFailed(f"`{path.name}` is missing beside `workbook.py`: fetch it once more.")
    with np.load(path, allow_pickle=False) as archive:
        arrays = {key: archive[key] for key in archive.files}
    return json.loads(arrays.pop("plan").item()), arrays


def _examine(function: Callable[..., Any]) -> tuple[int, list[str]]:
    """Run every example; return how many there are and notes, or raise `CheckFailed`."""
    if not hasattr(function, "__name__"):
        raise CheckFailed("Give `check` the function itself: its bare name, as in check(softmax).")
    name, (plan, arrays) = function.__name__, _plan(EXAMPLES)
    if name not in plan:
        raise CheckFailed(f"There are no examples for `{name}`. There are for {_list(plan)}.")
    notes: dict[str, None] = {}  # in place of a set, for the order
    for example in plan[name]["examples"]:
        refused = "raises" in example
        arguments, returned = (
            ([], None) if refused else _run(function, example | plan[name], arrays, notes)
        )
        try:
            if refused:
                _expect_refusal(function, example, arrays)
            elif plan[name]["law"]:
                _expect_lawful(name, arguments, returned)
            else:
                expected = {key: _decode(v, arrays) for key, v in example["expected"].items()}
                keep = example["steps"][-1]["keep"]
                outputs = _outputs(returned, plan[name]["returns"], keep, notes)
                _compare(outputs, expected, arguments)
        except CheckFailed as failure:
            where = f"`{name}`, in the example “{example['title']}”"
            raise CheckFailed(f"{where}: {failure}") from None
    return len(plan[name]["examples"]), list(notes)


def _expect_lawful(name: str, arguments: list[Any], returned: Any) -> None:
    """Judge an answer that is not the only right one by what all right ones have in common."""
    problem = getattr(importlib.import_module("laws"), name)(arguments, returned)
    if problem is not None:
        raise CheckFailed(problem)


def _expect_refusal(function: Any, example: Any, arrays: Arrays) -> None:
    """Call a function with what it should refuse."""
    arguments = [_decode(v, arrays) for v in example["steps"][-1]["arguments"]]
    name, wanted = function.__name__, getattr(builtins, example["raises"])
    try:
        with _time_limit():
            function(*arguments)
    except wanted as error:
        if example["naming"] in str(error):
            return
        raise CheckFailed(f"the message of the {wanted.__name__} should contain"
                          f" {example['naming']!r}.") from None  # fmt: skip
    except (Exception, TooSlow) as error:
        raise CheckFailed(f"{_explain(error, function, name)}\n"
                          f"    It should raise {wanted.__name__} here.") from error  # fmt: skip
    raise CheckFailed(f"it should raise {wanted.__name__} here, and does not.")


def _run(function: Any, example: Any, arrays: Arrays, notes: dict[str, None]) -> Any:
    """Call the learner's functions one after the other; return the last one's input and output."""
    results: list[Any] = []
    steps = example["steps"]
    for number, step in enumerate(steps, 1):
        last, name = number == len(steps), step["function"]
        called = function if last else getattr(function, "__globals__", {}).get(name)
        if called is None:
            raise CheckFailed(f"`{function.__name__}` needs your `{name}`: first run its cell.")
        arguments, before = ([_decode(v, arrays, results) for v in step["arguments"]] for _ in "ab")
        try:
            with warnings.catch_warnings(record=True) as caught, _time_limit():
                warnings.simplefilter("default")
                results.append(called(*arguments))
        except (Exception, TooSlow) as error:
            itself = last or name == function.__name__
            before_that = "" if itself else f"`check({function.__name__})` first runs `{name}`. "
            raise CheckFailed(before_that + _explain(error, called, name)) from error
        for warning in caught:
            kind = warning.category.__name__
            notes[f"`{name}` causes a {kind}: {warning.message}. Where the text asks for none,"
                  " that costs marks."] = None  # fmt: skip
        if not _same(before, arguments):
            if example["pure"]:
                raise CheckFailed(f"`{name}` changes its arguments, which it must not do.")
            notes[f"`{name}` changes what it is given. That costs no marks, but may surprise"
                  " whoever calls it."] = None  # fmt: skip
        length = len(results[-1]) if isinstance(results[-1], tuple | list) else 0
        if not last and length <= max(step["keep"], default=-1):
            raise CheckFailed(f"`{name}` returns too little: `check({name})` should pass first.")
    return before, results[-1]


@contextmanager
def _time_limit() -> Iterator[None]:
    """Raise `TooSlow` in what runs inside, in this very thread, when its time is up."""
    thread, error = ctypes.c_ulong(threading.get_ident()), ctypes.py_object(TooSlow)
    timer = threading.Timer(SECONDS, ctypes.pythonapi.PyThreadState_SetAsyncExc, (thread, error))
    timer.daemon = True
    with suppress(RuntimeError):  # in a browser there are no threads, and so no limit
        timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if timer.is_alive():
            timer.join()  # so that it is raised here or not at all


def _decode(value: Any, arrays: Arrays, results: Any = None) -> Any:
    """Build an argument from its description, with fresh copies of all arrays."""
    kind, content = next(iter(value.items()))
    if kind == "array":
        return arrays[content].copy()
    if kind == "number":
        return content
    if kind == "seed":
        return np.random.default_rng(content)
    if kind == "function":
        return FUNCTIONS[content](_decode(value["coefficients"], arrays))
    if kind == "kept":
        return results[content[0]][content[1]]
    if kind == "dict":
        return {key: _decode(v, arrays, results) for key, v in content.items()}
    items = [_decode(v, arrays, results) for v in content]
    return tuple(items) if kind == "tuple" else items


def _same(before: Any, after: Any) -> bool:
    """Say whether nothing in nested dicts, lists and tuples has changed."""
    if isinstance(before, dict):
        same_keys = isinstance(after, dict) and before.keys() == after.keys()
        return same_keys and all(_same(before[key], after[key]) for key in before)
    if isinstance(before, list | tuple):
        same_length = isinstance(after, list | tuple) and len(before) == len(after)
        return same_length and all(_same(a, b) for a, b in zip(before, after, strict=True))
    if isinstance(before, np.ndarray) and before.dtype.kind == "f":
        return before is after or np.array_equal(before, after, equal_nan=True)
    return True


def _explain(error: BaseException, called: Any, name: str) -> str:
    """Say which line of the learner's code failed, without the rest of the stack."""
    own = getattr(called, "__globals__", {})
    frames = [pair for pair in traceback.walk_tb(error.__traceback__) if pair[0].f_globals is own]
    if not frames:
        return f"`{name}` could not be called ({error}). Has its first line been changed?"
    line = traceback.StackSummary.extract(iter(frames))[-1]
    if isinstance(error, NotImplementedError):
        todo = "replace `raise NotImplementedError()` with your code"
        return f"`{line.name}` is not written yet: {todo}."
    inside = "" if line.name == name else f" (inside `{line.name}`)"
    fit = "matmul" in str(error) or "broadcast" in str(error)
    hint = "\n    Two shapes do not fit: print both just before that line." if fit else ""
    what = f"stopped with {type(error).__name__}: {error}"
    if isinstance(error, TooSlow):
        what = f"was still running after {SECONDS} seconds, and was stopped. Does every loop end?"
    return f"`{name}`{inside} {what}\n    line {line.lineno} of its cell:  {line.line}{hint}"


def _outputs(
    returned: Any, names: list[str], keep: list[int], notes: dict[str, None]
) -> dict[str, Any]:
    """Give every returned value its name."""
    if returned is None:
        raise CheckFailed("it returned None. Is the `return` missing?")
    if len(names) == 1 and not keep:
        return {names[0]: returned}
    wanted = "tuple" if keep else "dict or tuple"
    kinds: Any = (tuple, list) if keep else (dict, tuple, list)
    if not isinstance(returned, kinds):
        also = " and a cache" if keep else ""
        raise CheckFailed(f"it should return a {wanted}: {_list(names)}{also};"
                          f" it is {_kind(returned)}.")  # fmt: skip
    found = returned if isinstance(returned, dict) else _name_items(returned, names, keep)
    missing = [name for name in names if name not in found]
    extra = [str(name) for name in found if name not in names]
    if missing:
        also = f" It has {_list(extra)} instead." if extra else ""
        raise CheckFailed(f"what it returned has no {_list(missing)}.{also}")
    if extra:
        notes[f"{_list(extra)} is not needed in what it returns."] = None
    return {name: found[name] for name in names}


def _name_items(returned: Sequence[Any], names: list[str], keep: list[int]) -> dict[str, Any]:
    """Name a tuple's items in order; dicts among them may bring names of their own."""
    items = [item for place, item in enumerate(returned) if place not in keep]
    dicts = [item for item in items if isinstance(item, dict) and set(names) & item.keys()]
    free = [name for name in names if not any(name in item for item in dicts)]
    wanted = len(names) + len(keep)
    if (not dicts and len(returned) != wanted) or len(items) - len(dicts) > len(free):
        count = "fewer" if dicts else wanted
        cache = " and a cache" if keep else ""
        raise CheckFailed(f"it should return a tuple of {count} items, not {len(returned)}:"
                          f" {_list(names)}{cache}.")  # fmt: skip
    following = iter(free)
    named = [
        item if any(item is each for each in dicts) else {next(following): item} for item in items
    ]
    return {name: value for part in named for name, value in part.items()}


def _compare(outputs: dict[str, Any], expected: dict[str, Any], arguments: list[Any]) -> None:
    """Raise `CheckFailed` about the first output that is not right, and name those that are."""
    pairs = [
        pair for name, value in expected.items() for pair in _parts(name, outputs[name], value)
    ]
    problems = {name: _problem(got, value, arguments) for name, got, value in pairs}
    wrong = [name for name, problem in problems.items() if problem]
    right = [name for name, problem in problems.items() if not problem]
    if wrong:
        more = f" Also wrong: {_list(wrong[1:])}." if wrong[1:] else ""
        more += f" Right already: {_list(right)}." if right else ""
        raise CheckFailed(f"`{wrong[0]}` {problems[wrong[0]]}{more}")


def _parts(name: str, got: Any, expected: Any) -> Iterator[tuple[str, Any, Any]]:
    """Take dictionaries, lists and tuples apart where such are expected."""
    if isinstance(expected, dict):
        if not isinstance(got, dict):
            raise CheckFailed(f"`{name}` should be a dict; it is {_kind(got)}.")
        for key in expected:
            if key not in got:
                raise CheckFailed(f"`{name}` has no entry {key!r}.")
            yield from _parts(f"{name}[{key!r}]", got[key], expected[key])
    elif isinstance(expected, list | tuple):
        kind = type(expected).__name__
        if not isinstance(got, list | tuple):
            raise CheckFailed(f"`{name}` should be a {kind}; it is {_kind(got)}.")
        if len(got) != len(expected):
            raise CheckFailed(f"`{name}` should have {len(expected)} items, not {len(got)}.")
        for place, value in enumerate(expected):
            yield from _parts(f"{name}[{place}]", got[place], value)
    else:
        yield name, got, expected


def _problem(got: Any, expected: Any, arguments: list[Any]) -> str | None:
    """Say what is wrong with one output, in words; None if nothing is."""
    if isinstance(expected, str):
        return None if isinstance(got, str) and got == expected else f"should be {expected!r}."
    if isinstance(expected, int):
        number = isinstance(got, int | float | np.number)
        if number and got == expected:
            return None
        if number and not abs(got) < LONGEST_NUMBER:  # nor is NaN
            return "is not the exact number."
        return f"is {got if number else _kind(got)}, which is not the exact number."
    single = not isinstance(expected, np.ndarray)
    if single and isinstance(got, int | float):
        got = np.float64(got)
    if not isinstance(got, np.ndarray | np.generic):
        return f"should be {'a number' if single else 'a NumPy array'}; it is {_kind(got)}."
    if got.dtype.kind not in "iufb":
        return f"has the dtype {got.dtype}. Was it made from items of different shapes or kinds?"
    if got.shape != np.shape(expected):
        return _shape_problem(got.shape, np.shape(expected))
    if not np.isfinite(got).all():
        what = "NaN (not a number)" if np.isnan(got).any() else "infinite values"
        return f"contains {what}. What might overflow, or be divided by zero?"
    if got.dtype.kind != "f" and np.asarray(expected).dtype.kind == "f":
        kind = f"has the dtype {got.dtype}, of whole numbers"
        return f"{kind}: everything after the decimal point is lost."
    limit = TOLERANCE.get(str(got.dtype), max(TOLERANCE.values()))
    if _agree(got, expected, limit):
        return None
    return _value_problem(np.asarray(got, float), np.asarray(expected, float), arguments, limit)


def _agree(a: Any, b: Any, limit: float) -> bool:
    """Say whether the `relative_error` of two arrays of the same shape is within a limit."""
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    return bool(np.linalg.norm(a - b) <= limit * (np.linalg.norm(a) + np.linalg.norm(b)))


def _shape_problem(got: tuple[int, ...], expected: tuple[int, ...]) -> str:
    hint = ""
    if len(expected) == 2 and expected[1] == 1 and got in {expected[:1], (1, expected[0])}:
        hint = " A column is wanted: which axis got lost, or turned?"
    elif len(expected) == 2 and expected[1] == 1 and len(got) == 2 and got[0] == expected[0]:
        hint = " One column serves every example of the batch: what follows for its gradient?"
    elif len(got) == 2 and got == expected[::-1]:
        hint = " That is the transpose."
    elif sorted(got) == sorted(expected):
        hint = " The sizes are right, the order of the axes is not."
    return f"should have the shape {expected} and has {got}.{hint}"


def _value_problem(got: Array, expected: Array, arguments: list[Any], limit: float) -> str:
    """Describe wrong values without giving the right ones away."""
    if not got.any() or not expected.any():
        return (
            "should be zero here, and is not."
            if got.any()
            else "is zero everywhere, and should not be."
        )
    factor = float(np.vdot(expected, got) / np.vdot(expected, expected))
    times = max(abs(factor), 1 / abs(factor)) if factor else math.inf
    whole = times < 1e6 and abs(times - round(times)) < 1e-3
    if _agree(got, factor * expected, limit) and (whole or got.size > 1):
        sign = "has the opposite sign" if factor < 0 else "has the right sign"
        if round(times, 3) == 1:
            return f"{sign}; its size is right."
        size = "large" if abs(factor) > 1 else "small"
        return f"{sign}, but is {times:.4g} times too {size}.{_why(times, arguments)}"
    ratio = float(np.linalg.norm(got - expected) / np.linalg.norm(expected))
    right = _right_slices(got, expected, limit) if got.ndim == 3 and got.shape[2] > 1 else ""
    return f"is off by {_size(ratio)}.{right}"


def _right_slices(got: Array, expected: Array, limit: float) -> str:
    """Say at which steps everything is right, and which sequences and rows are right throughout."""
    found = ""
    for axis, what in ((2, "Steps"), (1, "Sequences"), (0, "Rows")):
        pairs = zip(np.moveaxis(got, axis, 0), np.moveaxis(expected, axis, 0), strict=True)
        good = ", ".join(str(i) for i, (a, b) in enumerate(pairs) if _agree(a, b, limit))
        if good or what == "Steps":
            found += f" {what} that agree, counted from 0: {good or 'none'}."
    return found


def _size(ratio: float) -> str:
    """Write a relative error in plain words."""
    if ratio < 0.01:
        return "less than 1 %"
    if ratio >= 10:
        return "more than ten times its size"
    percent = 100 * ratio
    return f"about {percent if percent < 10 else round(percent, -1):.0f} %"


def _why(times: float, arguments: list[Any]) -> str:
    """What a constant factor may come from: the sizes that means divide by, or counting twice."""
    shape = next((a.shape for a in arguments if isinstance(a, np.ndarray) and a.ndim > 1), ())
    features, batch, steps = (*shape, 0, 0, 0)[:3]
    sizes = {
        "size of the batch": batch,
        "number of steps": steps,
        "size of the batch times the number of steps": batch * steps,
        "number of features": features if steps else 0,
    }
    for what, size in sizes.items():
        if math.isclose(times, size, rel_tol=1e-3):
            return f" That is the {what}: where is a mean taken, and where a sum?"
    return " Is something counted twice?" if math.isclose(times, 2, rel_tol=1e-3) else ""


def _kind(value: Any) -> str:
    if isinstance(value, tuple | list | dict):
        return f"a {type(value).__name__} of {len(value)} items"
    if isinstance(value, np.ndarray):
        return f"an array with the shape {value.shape}"
    return "None" if value is None else f"a {type(value).__name__}"


def _list(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
