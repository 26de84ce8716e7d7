"""Rules make mistakes that can be made, always the same ones, and never say what belongs there."""

from __future__ import annotations

import ast

import pytest

from autograder.content import assignments
from autograder.graders.expectations import Expectations
from autograder.graders.naming import hint_of, named
from autograder.graders.registry import assignment_named
from autograder.messages import sentences
from autograder.mistakes.body import Body
from autograder.mistakes.edit import changed
from autograder.mistakes.made import called_by, made_by_rule
from autograder.mistakes.rules import RULES
from autograder.mistakes.source import edited_source

BODY = """\
total, s_prev = 0.0, s0
for t in range(steps):
    s_next = np.tanh(W @ s_prev + x[:, t])
    total += (s_next**2).sum(axis=0) / 2
    s_prev = s_next
return {"loss": -total, "s": s_next.T}
"""
SHAPES = {"s_prev": (3,), "s_next": (3,), "s0": (3,), "x": (3, 4), "W": (3, 3)}

# What each rule makes of it, among others.
MADE = {
    "accumulation_overwritten": "total = ((s_next**2).sum(axis=0) / 2)",
    "piles_up": "s_prev = (s_prev + s_next)",
    "before_or_after": "(s_prev**2)",
    "term_dropped": "np.tanh((W @ s_prev))",
    "term_repeated": "2 * x[:, t]",
    "factor_dropped": "total += (s_next**2).sum(axis=0)\n",
    "factor_repeated": "((s_next**2).sum(axis=0) / 2 / 2)",
    "power_changed": "total += (s_next).sum",
    "sign_flipped": '"loss": total',
    "transposed": '"s": s_next}',
    "product_reversed": "s_prev @ W",
    "index_moved": "x[:, t - 1]",
    "loop_too_short": "range(1, steps)",
    "order_reversed": "reversed(range(steps))",
    "initial_value": "total, s_prev = 0.0, 0 * s0",
    "returns_inside_the_loop": '    s_prev = s_next\n    return {"loss"',
    "wrong_axis": "sum(axis=1)",
    "sum_or_mean": "(s_next**2).mean(axis=0)",
    "function_forgotten": "s_next = (W @ s_prev + x[:, t])",
    "function_repeated": "np.tanh(np.tanh(",
    "function_mistaken": "np.maximum(W @ s_prev + x[:, t], 0)",
    "left_at_zero": '"loss": 0 * (-total)',
    "name_exchanged": "total += (s0**2)",
}


@pytest.mark.parametrize("name", MADE)
def test_a_rule_makes_its_mistake(name: str) -> None:
    body = Body(BODY, SHAPES)
    rule = next(rule for rule in RULES if rule.__name__ == name)
    made = [changed(BODY, [change]) for node in body.nodes for change in rule(body, node)]
    assert any(MADE[name] in text for text in made)


def test_a_loop_in_a_loop_carries_things_along() -> None:
    body = Body(
        "for p in layers:\n    s = np.zeros(n)\n    for t in range(steps):\n        s = f(h)\n",
        {},
    )
    texts = [
        changed(body.text, [change])
        for rule in RULES
        if rule.__name__ in ("initial_value", "piles_up")
        for node in body.nodes
        for change in rule(body, node)
    ]
    for made in ("1 + np.zeros(n)", "(s + f(h))"):
        assert any(made in text for text in texts)


def test_a_comparison_is_moved() -> None:
    body = Body("return np.where(x > limit, limit, x)\n", {})
    rule = next(rule for rule in RULES if rule.__name__ == "comparison_moved")
    made = [changed(body.text, [change]) for node in body.nodes for change in rule(body, node)]
    assert [text.partition("(")[2].partition(",")[0] for text in made] == [
        "x >= limit",
        "x < limit",
    ]


def test_a_special_case_is_forgotten() -> None:
    body = Body("return h[t - 1] if t > 0 else h0\n", {})
    rules = {rule.__name__: rule for rule in RULES}
    for name, made in (
        ("special_case_forgotten", ["return h[t - 1]\n", "return h0\n"]),
        ("comparison_moved", []),
    ):
        changes = [change for node in body.nodes for change in rules[name](body, node)]
        assert [changed(body.text, [change]) for change in changes] == made


def test_each_rule_has_a_sentence() -> None:
    assert {f"rule.{rule.__name__}" for rule in RULES} <= sentences().keys()


def test_an_id_is_enough_for_the_sentence() -> None:
    assert hint_of("softmax.term_dropped") == (
        "One of the terms that make what `softmax` returns is missing."
    )
    assert hint_of("softmax.wrong") == ""


@pytest.mark.parametrize("assignment", assignments())
def test_what_is_made_is_python_and_something_else(assignment: str) -> None:
    for exercise in assignment_named(assignment).exercises:
        made = list(made_by_rule(assignment, exercise.name, {}))
        assert made == list(made_by_rule(assignment, exercise.name, {}))
        for mistake in made:
            if mistake.function == exercise.name:
                ast.parse(edited_source((mistake,)))


def test_functions_that_are_called_have_mistakes_too() -> None:
    assert called_by("cells", "rnn_forward") == ("rnn_cell_forward", "softmax")


def test_sentences_quote_nothing_but_what_learners_return() -> None:
    assignment = assignment_named("cells")
    expectations = Expectations(assignment, b"a secret for tests", costly=False)
    exercise = assignment.exercise("rnn_cell_backward")
    quoted: set[str] = set()
    for made in expectations.made(exercise):
        glimpse = expectations.glimpse(exercise, 0, made)
        hint = named([(made,)], {(made,): glimpse.changed}.__getitem__, exercise).hint
        quoted |= set(hint.split("`")[1::2])
    assert quoted <= {*exercise.returns, exercise.name, "return"}
