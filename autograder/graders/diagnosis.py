"""Which mistakes a forward has, so that its own gradient can be computed without it.

Code of a learner can tell when it is asked for slopes, and shape them at will. So nobody asks it:
its answers to the forward's own cases must be those of the reference with mistakes in it, known or
made by rule, and that has slopes which nobody else can touch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from autograder.graders.exercise import Assignment, Exercise
from autograder.graders.expectations import Answer, Expectations, same_answers
from autograder.graders.likeness import Likeness
from autograder.graders.mistakes import MOST_PAIRS, Mistakes, in_pairs, with_one_more
from autograder.graders.parts import Parts
from autograder.mistakes.catalogue import mistakes_of


def diagnosed(
    exercise: Exercise, expectations: Expectations, given: Mapping[str, Sequence[Answer]]
) -> Mistakes | None:
    """Find mistakes that together explain somebody's forward.

    Parameters
    ----------
    exercise : the backward that the forward belongs to.
    given : answers to the exercises that are not right, by name, in the assignment's order.

    Returns
    -------
    No mistakes where the forward has none; None where it has others.
    """
    forward = exercise.forward
    assert forward is not None, f"{exercise.name} is not a backward"
    wanted = (forward.name, *forward.besides)
    below = _below(wanted, expectations.assignment)
    mistakes: Mistakes = ()
    for name in given:
        if name in (*wanted, *below):
            more = _extended(mistakes, name, exercise, expectations, given[name])
            if more is None and name in wanted:
                return None
            mistakes = more or mistakes
    return mistakes


def gradient_names(exercise: Exercise, expectations: Expectations) -> tuple[str, ...]:
    """Return the outputs of a backward that are gradients; none of another exercise."""
    forward = exercise.forward
    if forward is None:
        return ()
    case = next(c for c in expectations.cases(exercise) if c.check_gradient)
    return tuple(forward.inputs(case))


def _extended(
    mistakes: Mistakes,
    name: str,
    backward: Exercise,
    expectations: Expectations,
    given: Sequence[Answer],
) -> Mistakes | None:
    """Add the mistake, if any, that explains an exercise besides those that are known already.

    Known ones come first, then those made by rule, then two at once.
    """
    exercise = expectations.assignment.exercise(name)
    outputs = exercise.outputs
    if exercise is backward:  # the scalar only: a gradient explains nothing
        gradients = gradient_names(backward, expectations)
        outputs = tuple(output for output in exercise.returns if output not in gradients)
    right = expectations.right(exercise)
    likeness = Likeness(given, right)
    parts = frozenset(part for part in likeness.parts if part[0] in outputs)
    wrong = (
        index
        for index in sorted(likeness.wrong)
        if not (right[index].case.megabytes or right[index].case.slow)
        and likeness.differing(index, right[index], parts)
    )
    telling = {*expectations.quick(exercise, "ordinary")[:1], *islice(wrong, 1)}

    def unlike(tried: Mistakes) -> Parts:
        glimpses = (expectations.glimpse(exercise, index, *tried) for index in telling)
        return frozenset().union(*(likeness.unlike(glimpse) & parts for glimpse in glimpses))

    def explains(tried: Mistakes) -> bool:
        return not unlike(tried) and same_answers(
            outputs, given, expectations.typical(exercise, *tried)
        )

    known = _candidates(exercise, expectations.assignment)
    made = () if likeness.fails else expectations.made(exercise)
    single = next(filter(explains, with_one_more(mistakes, (*known, *made))), None)
    if single is not None or mistakes or likeness.fails:
        return single
    singles = [(mistake,) for mistake in (*known, *made)]
    unexplained = parts - likeness.met
    seeds = [tried for tried in singles if unlike(tried) and unexplained - unlike(tried)]
    return next(filter(explains, islice(in_pairs(seeds, singles), MOST_PAIRS)), None)


def _candidates(exercise: Exercise, assignment: Assignment) -> Mistakes:
    """Return the mistakes of an exercise, then of those below, which it may do without."""
    names = (exercise.name, *_below((exercise.name,), assignment))
    return tuple(known for name in names for known in mistakes_of(assignment.name, name))


def _below(names: tuple[str, ...], assignment: Assignment) -> tuple[str, ...]:
    """Return what exercises are built on, however indirectly."""
    direct = [
        used
        for name in names
        for group in assignment.exercise(name).uses
        for used in group
        if used not in names
    ]
    further = _below(tuple(direct), assignment) if direct else ()
    return tuple(dict.fromkeys((*direct, *further)))
