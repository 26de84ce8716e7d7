"""What the end of a check means: its outcome, its credit and what the learner reads."""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass, replace

from autograder.graders.attempt import Attempt
from autograder.graders.evidence import quoted
from autograder.graders.exercise import Case
from autograder.graders.failure import Earlier, Explained, Wrong
from autograder.grading.raised import words_for
from autograder.grading.remote import NothingRead
from autograder.grading.verdict import Outcome
from autograder.host import (
    CutOff,
    Exhausted,
    LearnerFailure,
    Missing,
    OutOfMemory,
    Raised,
    TimedOut,
)
from autograder.messages import Message

SUBSTITUTED = ("passed.substituted", "passed.unwritten")
ANSI_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Judgement:
    """The end of one check."""

    outcome: Outcome
    credit: float
    message: str
    misconception: str | None = None
    evidence: str = ""
    instead_of: tuple[str, ...] = ()


def judge(failure: BaseException | None, attempt: Attempt) -> Judgement:
    """Turn the exception that ended a check, or none, into a judgement.

    What is neither a wrong answer nor a failure of the learner's code is a fault of the grader.
    Its check has no points yet, so that the exercise waits for a person.
    """
    if failure is None:
        message = attempt.award.message
        substituted = attempt.blamed if message.id in SUBSTITUTED else ()
        return Judgement(Outcome.PASSED, attempt.award.credit, str(message), instead_of=substituted)
    if isinstance(failure, NothingRead):
        unread = str(Message("not_attempted.unreadable", {"reason": str(failure)}))
        return Judgement(Outcome.NOT_ATTEMPTED, 0.0, unread)
    if isinstance(failure, Explained):
        plain = judge(failure.failure, attempt)
        hinted = f"{plain.message} {failure.hint}"
        return replace(plain, message=hinted, misconception=failure.misconception)
    if isinstance(failure, Earlier):
        return _judge_earlier(failure, attempt.case_of(failure))
    if isinstance(failure, Wrong):
        text = f"{failure} {failure.hint}".strip()
        return Judgement(Outcome.WRONG, 0.0, text, failure.misconception, failure.evidence)
    if isinstance(failure, LearnerFailure):
        return _judge_failure(failure, attempt.exercise.name, attempt.case_of(failure))
    evidence = quoted("".join(traceback.format_exception(failure)).rstrip())
    return Judgement(
        Outcome.GRADER_FAULT, 0.0, str(Message("grader_fault.check")), evidence=evidence
    )


def _judge_earlier(failure: Earlier, case: Case | None) -> Judgement:
    if isinstance(failure.failure, LearnerFailure):
        cause = _judge_failure(failure.failure, failure.function, case)
    else:
        cause = Judgement(Outcome.WRONG, 0.0, str(failure.failure))
    values: dict[str, str | int | float] = {"function": failure.function, "reason": cause.message}
    return Judgement(
        cause.outcome, 0.0, str(Message("raised.earlier", values)), evidence=cause.evidence
    )


def _judge_failure(failure: LearnerFailure, function: str, case: Case | None) -> Judgement:
    evidence = quoted(str(failure))
    if isinstance(failure, Missing):
        message = Message("not_attempted.missing", {"function": function})
        return Judgement(Outcome.NOT_ATTEMPTED, 0.0, str(message))
    if isinstance(failure, Exhausted):
        message = Message("timed_out.all", {"seconds": failure.seconds})
        return Judgement(Outcome.TIMED_OUT, 0.0, str(message), evidence=evidence)
    if isinstance(failure, TimedOut):
        message = Message("timed_out.call", {"seconds": failure.seconds})
        return Judgement(Outcome.TIMED_OUT, 0.0, str(message), evidence=evidence)
    if isinstance(failure, OutOfMemory):
        return Judgement(Outcome.OUT_OF_MEMORY, 0.0, str(Message("out_of_memory.call")))
    if isinstance(failure, CutOff):
        return Judgement(Outcome.CUT_OFF, 0.0, str(Message("cut_off.call")), evidence=evidence)
    assert isinstance(failure, Raised)
    if failure.name == "NotImplementedError":
        message = Message("not_attempted.function", {"function": function})
        return Judgement(Outcome.NOT_ATTEMPTED, 0.0, str(message))
    said = "\n".join([*failure.traceback, f"{failure.name}: {failure.message}"])
    evidence = quoted(ANSI_COLOUR.sub("", said))
    return Judgement(Outcome.RAISED, 0.0, words_for(failure, case), evidence=evidence)
