"""How a learner stands, in words and shapes; points are told with the feedback, not before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup, escape

from autograder.grading_rules import AFTER_DUE, AT_ONCE, BEST, Rules
from autograder.service.attempt import Attempt, State
from autograder.service.state import Marked, Progress

SYMBOLS = {
    State.RECEIVED: "○",
    State.GRADING: "◐",
    State.DONE: "✓",
    State.UNREADABLE: "✗",
    State.WAITS: "…",
    State.HELD: "‖",
    State.NOT_GRADED: "–",
}
BEHIND = (
    "It takes longer than most. It will be graded when those of others are done; that changes "
    "nothing about its points."
)


@dataclass(frozen=True)
class AttemptShown:
    """An attempt as its learner sees it.

    Parameters
    ----------
    number : its place among all, from 1 on.
    explanation : what there is to know of the state; a sentence or several, maybe with times.
    points : what was earned, if it may be told.
    counts : whether these are the points that count now.
    """

    key: str
    number: int
    submitted: datetime
    symbol: str
    words: str
    tone: str
    explanation: str
    points: float | None
    max_points: float
    penalty: float
    counts: bool
    has_feedback: bool

    @property
    def percent(self) -> float:
        """How much of all points was earned."""
        return round(100 * (self.points or 0) / self.max_points) if self.max_points else 0


@dataclass(frozen=True)
class AssignmentShown:
    """An assignment as its learner sees it; the newest attempt comes first.

    Parameters
    ----------
    marked : all points and what people gave, if it may be told.
    """

    name: str
    title: str
    due: datetime | None
    rules: str
    attempts: tuple[AttemptShown, ...]
    marked: Marked | None = None

    @property
    def best(self) -> AttemptShown | None:
        """The attempt whose points count."""
        return next((each for each in self.attempts if each.counts), None)

    @property
    def way(self) -> str:
        """The points of all submissions in words, once there are several."""
        told = [each for each in reversed(self.attempts) if each.points is not None]
        if len(told) < 2:
            return ""
        *before, last = (f"{each.points or 0:g}" for each in told)
        return f"Your points from one submission to the next: {', '.join(before)}, then {last}."


def overview(progress: Progress, rules: Rules) -> AssignmentShown:
    """Return an assignment as its learner sees it."""
    numbered = reversed(list(enumerate(progress.attempts, 1)))
    return AssignmentShown(
        name=progress.assignment,
        title=progress.title,
        due=progress.due,
        rules=_rules(progress, rules),
        attempts=tuple(_shown(each, number, progress, rules) for number, each in numbered),
        marked=progress.marked,
    )


def moment(time: datetime) -> Markup:
    """Return a time for people; a script may write it in their own time zone."""
    zone = "UTC" if not time.utcoffset() else f"UTC{time:%z}"
    return Markup('<time datetime="{}">{} ({})</time>').format(
        time.isoformat(), f"{time:%-d %B %Y, %H:%M}", zone
    )


def _shown(attempt: Attempt, number: int, progress: Progress, rules: Rules) -> AttemptShown:
    told = attempt.released
    return AttemptShown(
        key=attempt.key,
        number=number,
        submitted=attempt.submitted,
        symbol=SYMBOLS[attempt.state],
        words=_words(attempt),
        tone=attempt.state.name.lower(),
        explanation=_explanation(attempt, progress, rules),
        points=attempt.earned if told else None,
        max_points=attempt.max_points or 0.0,
        penalty=attempt.penalty if told else 0.0,
        counts=told and attempt == progress.counted,
        has_feedback=told and attempt.graded is not None,
    )


def _words(attempt: Attempt) -> str:
    if attempt.state is State.DONE and not attempt.released:
        return "graded"
    return str(attempt.state)


def _explanation(attempt: Attempt, progress: Progress, rules: Rules) -> str:
    sentences: list[str] = []
    if attempt.state is State.RECEIVED:
        sentences += ["It waits for its turn." if attempt.behind_since is None else BEHIND]
    if attempt.state is State.WAITS:
        sentences += [_why_it_waits(attempt, rules)]
    if attempt.state in (State.HELD, State.NOT_GRADED) or (attempt.graded and attempt.why):
        sentences += [_sentence(attempt.why)]
    if attempt.state is State.UNREADABLE:
        sentences += ["Open it in JupyterLab, save it, and submit it again, or ask the staff."]
    if attempt.state is State.HELD and attempt.until is not None:
        sentences += [Markup("It will be graded at {}.").format(moment(attempt.until))]
    if attempt.state.is_graded and not attempt.released:
        sentences += [_when_released(progress, rules)]
    return _joined(sentences)


def _why_it_waits(attempt: Attempt, rules: Rules) -> str:
    if not rules.automatic:
        return "The staff grade this assignment by hand."
    if attempt.until is None:
        return "The staff look at it; you need not do anything."
    again = Markup("The grader tries again at {}.").format(moment(attempt.until))
    return _joined(["It could not be graded yet, which is not your fault.", again])


def _when_released(progress: Progress, rules: Rules) -> str:
    if rules.feedback == AT_ONCE:
        return "Points and feedback are on their way."
    if rules.feedback == AFTER_DUE and progress.due is not None:
        return Markup("Points and feedback come when it is due, {}.").format(moment(progress.due))
    return "Points and feedback come when the staff release them."


def _rules(progress: Progress, rules: Rules) -> str:
    if progress.left is None:
        return "The staff grade this assignment by hand."
    counted = "the best one counts" if rules.counts == BEST else "the last one counts"
    sentences = [f"{progress.left} of {rules.attempts} graded attempts left; {counted}."]
    if progress.left and progress.next_possible is not None:
        at = moment(progress.next_possible)
        sentences += [Markup("What you submit now will be graded at {}.").format(at)]
    return _joined(sentences)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _joined(sentences: Sequence[str]) -> Markup:
    return Markup(" ").join(map(escape, sentences))
