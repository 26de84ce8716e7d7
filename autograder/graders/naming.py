"""What a learner reads of the mistake that explains their answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from autograder.graders.exercise import Exercise
from autograder.graders.mistakes import Mistakes
from autograder.graders.outputs import listed
from autograder.graders.parts import Parts
from autograder.messages import Message, sentences
from autograder.mistakes.mistake import Mistake

BOTH = " + "  # between the ids of two mistakes that were made at once
MOST_LISTED = 3  # more outputs than this are all of them, for a reader
OF_ZEROS = "left_at_zero"  # the rule whose sentence is true of all that ends in zeros
SEVERAL = "one_step"  # the sentence for what several rules could have made


@dataclass(frozen=True)
class Named:
    """The id of a mistake, for the staff, and the idea that is missing, for the learner."""

    id: str
    hint: str


def named(
    alike: Sequence[Mistakes], changed: Callable[[Mistakes], Parts], exercise: Exercise
) -> Named:
    """Name what explains answers.

    Parameters
    ----------
    alike : single mistakes that all lead to these answers, or mistakes that do so at once.
    changed : the parts of the exercise's answers that mistakes change.
    """
    if len(alike[0]) == 1:
        return _one([single[0] for single in alike], changed(alike[0]), exercise)
    each = [_one([mistake], changed((mistake,)), exercise) for mistake in alike[0]]
    hints = {"hints": " ".join(dict.fromkeys(name.hint for name in each))}
    ids = dict.fromkeys(name.id for name in each)
    return Named(BOTH.join(ids), str(Message("rule.together", {**hints})))


def hint_of(name: str) -> str:
    """Return the sentence for a mistake made by rule, by its id alone; none for another id."""
    exercise, _, rule = name.partition(".")
    if f"rule.{rule}" not in sentences():
        return ""
    place = Message("rule.everything", {"function": exercise})
    return str(Message(f"rule.{rule}", {"place": str(place)}))


def _one(alike: Sequence[Mistake], changed: Parts, exercise: Exercise) -> Named:
    """Say what is true of all: the first is known, or they have rule and place in common."""
    if not alike[0].rule:
        return Named(alike[0].id, alike[0].hint)
    rules = {mistake.rule for mistake in alike}
    rule = OF_ZEROS if OF_ZEROS in rules else rules.pop() if len(rules) == 1 else SEVERAL
    place = _place(alike, changed, exercise)
    return Named(f"{exercise.name}.{rule}", str(Message(f"rule.{rule}", {"place": place})))


def _place(mistakes: Sequence[Mistake], changed: Parts, exercise: Exercise) -> str:
    """Say where mistakes are, in names that learners have: never in those of the reference."""
    outputs = sorted({entry or output for output, entry in changed})
    narrowest = {
        next((name for name in mistake.inside if name in outputs), "") for mistake in mistakes
    }
    if len(narrowest) == 1 and "" not in narrowest:
        return listed(tuple(narrowest))
    if 0 < len(outputs) <= MOST_LISTED:
        return listed(tuple(outputs))
    return str(Message("rule.everything", {"function": exercise.name}))
