"""Calling the learner's functions with plain values, kept objects, and functions of the host."""

from __future__ import annotations

import resource
import time
from typing import Any

import numpy as np
import pytest

from autograder.host import (
    CutOff,
    Limits,
    Missing,
    OutOfMemory,
    Place,
    Raised,
    Sandbox,
    SandboxFault,
    TimedOut,
    Worker,
)
from autograder.sandbox.wire import Function, Kept, NotPlain, Opaque, Seed

CODE = """
import numpy as np
import matplotlib.pyplot as plt

class Cache:
    def __init__(self, x): self.x = x

def forward(x):
    return 2 * x, Cache(x), "extra"

def backward(dy, cache):
    return dy * cache.x

def modify(a, b, c):
    b += 1
    c["new"] = 1

def describe(x):
    return x.dtype.str, x.flags.f_contiguous, x.flags.writeable, x.flags.owndata, x.base is None

def speak(x):
    print("got", x)
    plt.plot([x, 1])

def steps(x):
    state = begin(x)
    for _ in range(3):
        state = step(state, amount=2)
    return read(state)
"""


@pytest.fixture
def learner(worker: Worker) -> Worker:
    assert worker.run_cell(CODE).succeeded
    return worker


def test_kept_objects_stay_in_the_sandbox_and_can_be_given_back(learner: Worker) -> None:
    reply = learner.call("forward", np.ones(3), keep=(1, 7))
    value, cache, extra = reply.value
    assert isinstance(cache, Kept) and extra == "extra"
    assert np.array_equal(value, [2, 2, 2])
    assert np.array_equal(learner.call("backward", np.arange(3.0), cache).value, [0, 1, 2])


def test_objects_of_own_classes_can_be_opened_and_are_closed_again(learner: Worker) -> None:
    doubled, cache, _ = learner.call("forward", np.ones(3), whole=True).value
    assert np.array_equal(doubled, [2, 2, 2]) and np.array_equal(cache["x"], [1, 1, 1])
    given = {"x": np.arange(3.0)}
    assert np.array_equal(learner.call("backward", 2.0, given).value, [0, 2, 4])
    with pytest.raises(Raised, match="AttributeError"):
        learner.call("backward", 2.0, {"y": np.arange(3.0)})


def test_what_cannot_travel_is_opaque(learner: Worker) -> None:
    assert learner.call("forward", 1).value == (2, Opaque("Cache"), "extra")


def test_modified_arguments_are_named(learner: Worker) -> None:
    array = np.zeros(3)
    assert learner.call("modify", np.zeros(3), array, {}).mutated == (1, 2)
    assert not array.any()
    kept = learner.call("forward", np.ones(3), keep=(0,)).value[0]
    assert learner.call("modify", np.zeros(3), kept, {}).mutated == (2,)


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("dtype", ["f4", "i8", "?", "c16"])
def test_arguments_are_fresh_arrays_of_the_same_kind(
    learner: Worker, order: Any, dtype: str
) -> None:
    array = np.zeros((2, 3), dtype, order=order)
    array.setflags(write=False)
    expected = (array.dtype.str, order == "F", True, True, True)
    assert learner.call("describe", array).value == expected


def test_what_a_function_prints_and_plots_is_reported(learner: Worker) -> None:
    outputs = learner.call("speak", 3).outputs
    assert outputs[0] == {"output_type": "stream", "name": "stdout", "text": "got 3\n"}
    assert "image/png" in outputs[1]["data"]
    assert learner.run_cell("1;").outputs == []


def test_definitions(learner: Worker) -> None:
    assert learner.defines("forward") and not learner.defines("np_") and not learner.defines("In")
    with pytest.raises(Missing, match="absent"):
        learner.call("absent")


def test_files_are_in_the_working_folder(sandbox: Sandbox) -> None:
    with sandbox.worker({"data.txt": b"content"}) as worker:
        assert worker.run_cell("open('data.txt').read()").outputs[0]["data"] == {
            "text/plain": "'content'"
        }
    for name in ("../up", "/absolute", "", "."):
        with pytest.raises(ValueError):
            sandbox.worker({name: b""})


def test_exceptions_are_described(learner: Worker) -> None:
    learner.run_cell("def inner(): raise SystemExit(3)\ndef outer(): inner()")
    with pytest.raises(Raised) as caught:
        learner.call("outer")
    assert (caught.value.name, caught.value.message) == ("SystemExit", "3")
    assert "inner" in caught.value.traceback[-1] and "Cell In[2]" in caught.value.traceback[-1]
    assert learner.alive


def test_only_plain_values_can_be_sent(learner: Worker) -> None:
    with pytest.raises(NotPlain):
        learner.call("forward", object())
    assert learner.call("forward", 1).value[0] == 2


class State:
    """An object that learners must not see."""

    def __init__(self, total: int) -> None:
        self.total = total


def test_substituted_names_run_on_the_host(learner: Worker) -> None:
    def step(state: State, amount: int) -> Any:
        return learner.token(State(state.total + amount))

    oracle: dict[str, Any] = {
        "begin": lambda x: learner.token(State(x)),
        "step": step,
        "read": lambda state: state.total,
    }
    assert learner.call("steps", 10, oracle=oracle).value == 16


def test_functions_of_the_host_are_arguments(learner: Worker) -> None:
    learner.run_cell("def slope(f, x): return f(x + 1) - f(x)")
    reply = learner.call("slope", Function("f"), 3, functions={"f": lambda x: x**2})
    assert reply.value == 7


def test_a_seed_arrives_as_a_generator(learner: Worker) -> None:
    learner.run_cell("def draw(rng): return rng.normal(size=3)")
    drawn = np.random.default_rng(5).normal(size=3)
    assert np.array_equal(learner.call("draw", Seed(5)).value, drawn)


def test_a_generator_goes_to_the_host_as_a_seed(learner: Worker) -> None:
    learner.run_cell("def twice(rng): return draw(rng), draw(rng=rng)")
    first, second = learner.call("twice", Seed(5), oracle={"draw": lambda rng: rng.number}).value
    rng = np.random.default_rng(5)
    assert [first, second] == [int(rng.integers(1 << 62)), int(rng.integers(1 << 62))]


def test_warnings_are_named(learner: Worker) -> None:
    learner.run_cell("def divide(x): return 1 / x")
    assert learner.call("divide", np.zeros(2)).warned == ("RuntimeWarning",)
    assert learner.call("divide", np.zeros(2)).warned == ("RuntimeWarning",)
    assert learner.call("divide", np.ones(2)).warned == ()


def test_an_exception_is_of_several_kinds(learner: Worker) -> None:
    learner.run_cell("class Mine(KeyError): pass\ndef fail(): raise Mine('x')")
    with pytest.raises(Raised) as caught:
        learner.call("fail")
    assert caught.value.name == "Mine"
    assert caught.value.kinds == ("KeyError", "LookupError", "Exception", "BaseException", "object")


def test_memory_can_be_limited_for_what_follows(learner: Worker) -> None:
    learner.run_cell("def hold(mb): return sum(len(bytearray(1 << 20)) for _ in range(mb)) >> 20")
    learner.run_cell("def pile(mb): return len([bytearray(1 << 20) for _ in range(mb)])")
    learner.limit_memory(8)
    assert learner.call("hold", 30).value == 30
    with pytest.raises(OutOfMemory):
        learner.call("pile", 30)
    assert learner.call("pile", 4).value == 4


def test_a_worker_that_does_not_limit_its_memory_is_cut_off(learner: Worker) -> None:
    learner.run_cell("import resource\nresource.setrlimit = lambda *ignored: None")
    with pytest.raises(CutOff, match="limit of its memory"):
        learner.limit_memory(8)
    assert not learner.alive


QUESTIONS = """
import numpy as np
def ask(kind):
    large = {"count": 10**9, "array": np.array(10**9), "nested": {"k": [3, 10**9]}}
    return work(large.get(kind, np.ones(1 << 18)))
def outer(n): return len(multiply(np.ones(n)))
def again(times): return sum(wait() for _ in range(times))
def odd(): return give()
"""


@pytest.mark.parametrize("kind", ["count", "array", "nested", "a megabyte and more"])
def test_a_question_that_would_take_long_is_refused(learner: Worker, kind: str) -> None:
    learner.run_cell(QUESTIONS)
    asked = []
    with pytest.raises(Raised, match="more than it should be") as caught:
        learner.call("ask", kind, oracle={"work": asked.append})
    assert (caught.value.name, asked, learner.alive) == ("ValueError", [], True)


def test_a_small_question_cannot_fill_the_memory_of_the_host(learner: Worker) -> None:
    learner.run_cell(QUESTIONS)
    limits = resource.getrlimit(resource.RLIMIT_AS)
    oracle: dict[str, Any] = {"multiply": lambda x: len(np.outer(x, x)) * [0]}
    with pytest.raises(OutOfMemory):
        learner.call("outer", 40_000, oracle=oracle)  # 13 GB
    assert learner.call("outer", 300, oracle=oracle).value == 300
    assert resource.getrlimit(resource.RLIMIT_AS) == limits


def test_the_hosts_own_time_is_limited() -> None:
    limits = Limits(call_seconds=1, oracle_seconds=1)
    oracle: dict[str, Any] = {"wait": lambda: time.sleep(0.3) or 1}
    with Sandbox(limits=limits) as impatient, impatient.worker() as worker:
        worker.run_cell(QUESTIONS)
        assert worker.call("again", 3, oracle=oracle).value == 3
        with pytest.raises(TimedOut):
            worker.call("again", 1000, oracle=oracle)


def test_what_the_host_cannot_send_is_an_error_of_the_question(learner: Worker) -> None:
    learner.run_cell(QUESTIONS)
    with pytest.raises(Raised, match="not plain"):
        learner.call("odd", oracle={"give": object})


def test_an_oracle_that_was_not_offered_is_tampering(learner: Worker) -> None:
    learner.run_cell(
        "import gc\n"
        "def forge():\n"
        "    caller = next(o for o in gc.get_objects() if type(o).__name__ == 'Caller')\n"
        "    return caller._ask_host('begin', (1,), {})"
    )
    with pytest.raises(CutOff, match="not offered"):
        learner.call("forge")
    assert not learner.alive
    with pytest.raises(SandboxFault):
        learner.call("steps", 1)


def test_a_forged_token_is_tampering(learner: Worker) -> None:
    learner.run_cell("def steps(x):\n    token = begin(x)\n    return read(type(token)(5))")
    oracle = {"begin": lambda x: learner.token(x), "read": lambda token: token}
    with pytest.raises(CutOff, match="token"):
        learner.call("steps", 1, oracle=oracle)


@pytest.mark.parametrize(
    ("raised", "name"), [(ValueError("bad shape"), "ValueError"), (CutOff("odd"), "RuntimeError")]
)
def test_exceptions_of_the_oracle_reach_the_learners_code(
    learner: Worker, raised: Exception, name: str
) -> None:
    def begin(x: int) -> None:
        raise raised

    with pytest.raises(Raised, match=str(raised)) as caught:
        learner.call("steps", 1, oracle={"begin": begin})
    assert caught.value.name == name


def test_an_oracle_answers_during_its_call_only(learner: Worker) -> None:
    learner.run_cell("def begin(x): return 'own'\ndef first(x):\n    global kept\n    kept = begin")
    learner.run_cell("def second(x): return kept(x), begin(x)")
    learner.call("first", 1, oracle={"begin": lambda x: "the host's"})
    assert learner.call("second", 1).value == ("own", "own")
    assert learner.run_cell("begin(1)").outputs[0]["data"] == {"text/plain": "'own'"}
    oracle: dict[str, Any] = {"begin": lambda x: "the host's"}
    assert learner.call("second", 1, oracle=oracle).value == ("the host's", "the host's")


def test_workers_do_not_share_random_numbers(sandbox: Sandbox) -> None:
    draw = "import numpy as np, random\ndef draw(): return np.random.rand(), random.random()"
    draws = set()
    for _ in range(3):
        with sandbox.worker() as worker:
            worker.run_cell(draw)
            draws.update(worker.call("draw").value)
    assert len(draws) == 6


def test_workers_of_one_seed_draw_the_same(sandbox: Sandbox) -> None:
    draw = (
        "import numpy as np, random\n"
        "def draw(): return random.random(), np.random.rand(), np.random.default_rng().random()"
    )
    draws = []
    for seed in (5, 5, 6):
        with sandbox.worker(seed=seed) as worker:
            worker.run_cell(draw)
            draws.append(worker.call("draw").value)
    assert draws[0] == draws[1]
    assert not set(draws[0]) & set(draws[2])


def test_an_exception_has_its_place_in_the_code_as_it_was_handed_in(learner: Worker) -> None:
    learner.run_cell("def helper(x):\n    y = 2\n    return x[y]")
    learner.run_cell("def outer(x):\n    return helper(x)  # so long\n")
    with pytest.raises(Raised) as raised:
        learner.call("outer", [1])
    assert raised.value.place == Place(2, "return helper(x)  # so long")
