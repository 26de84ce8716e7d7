"""Why a mark comes out otherwise: what it depended on, then and now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.replay.mark import Mark


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was when the mark was given.

    `what` names it for programs, `text` says it for people.
    """

    what: str
    text: str


def changes(then: Mark, now: Mark) -> list[Change]:
    """List everything recorded that has changed since the mark was given."""
    return [Change(what, text) for what, texts in _CHANGES.items() for text in texts(then, now)]


def _submission(then: Mark, now: Mark) -> Iterator[str]:
    if not _changed(then, now, "submitted"):
        return  # what else is read from it is due to the release or the graders
    if _changed(then, now, "submission"):
        yield "the submission was changed since it was graded"
    elif then.audit.get("submitted"):
        yield "the submitted file was changed since it was graded, but nothing in it that counts"


def _release(then: Mark, now: Mark) -> Iterator[str]:
    if _changed(then, now, "release"):
        yield "the release is another"


def _points(then: Mark, now: Mark) -> Iterator[str]:
    before, after = (
        {name: f"{most:g}" for name, most in mark.max_scores.items()} for mark in (then, now)
    )
    if texts := list(_then_and_now(before, after)):
        yield f"the exercises' points are others: {'; '.join(texts)}"


def _secret(then: Mark, now: Mark) -> Iterator[str]:
    if _changed(then, now, "secret_id"):
        ids = f"{then.audit['secret_id']}, now {now.audit['secret_id']}"
        yield f"the course secret is another ({ids}), so the hidden cases are others"


def _hidden_cases(then: Mark, now: Mark) -> Iterator[str]:
    if _changed(then, now, "secret_id"):
        return  # it keys the digests
    if names := _other_digests(then, now, "cases"):
        yield f"the hidden cases are others in {', '.join(names)}"
    if names := _other_digests(then, now, "expected"):
        yield f"the reference's own answers are others in {', '.join(names)}"


def _graders(then: Mark, now: Mark) -> Iterator[str]:
    if names := _other_items(then.audit.get("graders"), now.audit["graders"]):
        yield f"the graders were changed: {', '.join(names)}"


def _versions(then: Mark, now: Mark) -> Iterator[str]:
    yield from _then_and_now(then.audit.get("versions"), now.audit["versions"])
    yield from _then_and_now({"python": then.audit.get("python")}, {"python": now.audit["python"]})


def _layers(then: Mark, now: Mark) -> Iterator[str]:
    for text in _then_and_now(then.layers, now.layers):
        yield f"sandbox layer {text}"
    if then.accepted_gaps != now.accepted_gaps:
        gaps = [", ".join(mark.accepted_gaps) or "none" for mark in (then, now)]
        yield f"accepted gaps of the sandbox: {gaps[0]}, now {gaps[1]}"


def _limits(then: Mark, now: Mark) -> Iterator[str]:
    for text in _then_and_now(then.audit.get("limits"), now.audit["limits"]):
        yield f"limit {text}"


def _machine(then: Mark, now: Mark) -> Iterator[str]:
    for text in _then_and_now(then.audit.get("machine"), now.audit["machine"]):
        yield f"machine: {text}"


def _evidence(then: Mark, now: Mark) -> Iterator[str]:
    if _changed(then, now, "submission") or _changed(then, now, "secret_id"):
        return  # they go into the digests
    names = [
        f"{exercise}.{name}"
        for exercise, checks in now.checks.items()
        for name, check in checks.items()
        if (before := then.checks.get(exercise, {}).get(name)) is not None
        and before.outcome == check.outcome
        and before.evidence != check.evidence
    ]
    if names:
        yield f"what only the staff see is another in {', '.join(names)}"


_CHANGES: dict[str, Callable[[Mark, Mark], Iterator[str]]] = {
    "submission": _submission,
    "release": _release,
    "points": _points,
    "secret": _secret,
    "hidden cases": _hidden_cases,
    "graders": _graders,
    "versions": _versions,
    "layers": _layers,
    "limits": _limits,
    "machine": _machine,
    "evidence": _evidence,
}


def _changed(then: Mark, now: Mark, name: str) -> bool:
    return bool(then.audit.get(name) != now.audit[name])


def _other_digests(then: Mark, now: Mark, kind: str) -> list[str]:
    before, after = (_digests(mark, kind) for mark in (then, now))
    return _other_items(before, after) if before else []


def _digests(mark: Mark, kind: str) -> dict[str, Any]:
    return {name: each.get(kind) for name, each in mark.audit.get("exercises", {}).items()}


def _other_items(then: Mapping[str, Any] | None, now: Mapping[str, Any]) -> list[str]:
    """Name the items that are not the same; all of them when none were recorded."""
    before = then or {}
    return [name for name in sorted({*before, *now}) if before.get(name) != now.get(name)]


def _then_and_now(then: Mapping[str, Any] | None, now: Mapping[str, Any]) -> Iterator[str]:
    before = then or {}
    for name in _other_items(before, now):
        yield f"{name} {before.get(name, 'not recorded')}, now {now.get(name, 'gone')}"
