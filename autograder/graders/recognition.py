"""Which mistake somebody made, told by the answers that it leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from autograder.graders.exercise import Exercise
from autograder.graders.expectations import Answer, Expectations, Glimpse
from autograder.graders.likeness import Likeness
from autograder.graders.mistakes import MOST_PAIRS, Mistakes, in_pairs, known_in
from autograder.graders.naming import OF_ZEROS, Named, named
from autograder.graders.parts import Parts

IsFound = Callable[[Sequence[Answer]], bool]

# How large a share of the cases is enough: an edge case may be met in another way.
ENOUGH = 2 / 3


@dataclass(frozen=True)
class Asked:
    """What a check looks at.

    Parameters
    ----------
    outputs : their names.
    kind : of the cases.
    only : of dictionaries, the entries whose names begin like this.
    numbers : whether it looks at numbers; nothing else tells mistakes that are made by rule.
    """

    outputs: tuple[str, ...]
    kind: str = "ordinary"
    only: str = ""
    numbers: bool = True


@dataclass(frozen=True)
class Tried:
    """What a glimpse at one case says of mistakes.

    Parameters
    ----------
    changed : the parts that they make wrong.
    unlike : the parts in which they lead to something else than somebody's code.
    contradicted : whether they make wrong what somebody has right in all cases.
    """

    mistakes: Mistakes
    changed: Parts
    unlike: Parts
    contradicted: bool

    @property
    def explains_something(self) -> bool:
        """Whether some of what is wrong is explained, and nothing speaks against it."""
        return not self.contradicted and bool(self.changed - self.unlike)


class Recognition:
    """Compares somebody's answers to an exercise with those that mistakes lead to.

    A mistake explains answers when it leads to the same ones, and to no wrong one where somebody's
    are right. Known mistakes are tried first, then those made by rule, then two at once.

    Parameters
    ----------
    given : the answers to all hidden cases.
    is_innocent : says of another exercise whether no mistake can lie there.
    doubtful : whether what they were made of may be wrong, or was guessed: that looks like many a
        mistake, so that only known ones are told, one at a time.
    """

    def __init__(
        self,
        exercise: Exercise,
        expectations: Expectations,
        given: Sequence[Answer],
        is_innocent: Callable[[str], bool],
        doubtful: bool = False,
    ) -> None:
        self._exercise = exercise
        self._expectations = expectations
        self._likeness = Likeness(given, expectations.right(exercise))
        self._is_innocent = is_innocent
        self._doubtful = doubtful
        self._tried: dict[Mistakes, Tried] = {}

    def mistake(self, asked: Asked, is_found: IsFound) -> Named | None:
        """Name the mistake that explains what a check looks at; None if there is none.

        Parameters
        ----------
        is_found : whether the check finds fault with answers: with those of the mistake, too.
        """
        everything, wanted = self._likeness.parts, self._looked_at(asked)
        searches: list[tuple[Iterable[Tried], Parts]] = [
            (self._known, everything),
            (self._known, wanted),
        ]
        if asked.numbers and not (self._likeness.fails or self._doubtful):
            searches += [
                (self._made, everything),
                (self._telling(wanted), wanted),
                (self._pairs(wanted), wanted),
            ]
        for tried, parts in searches:
            alike = self._explaining(tried, parts, asked.kind, is_found)
            if alike:
                return named(alike, self._changed, self._exercise)
        return None

    def _looked_at(self, asked: Asked) -> Parts:
        return frozenset(
            (output, entry)
            for output, entry in self._likeness.parts
            if output in (*asked.outputs, "calls") and entry.startswith(asked.only)
        )

    @cached_property
    def _known(self) -> list[Tried]:
        known = known_in(self._exercise, self._expectations.assignment)
        return [self._try((mistake,)) for mistake in self._possible(known)]

    @cached_property
    def _made(self) -> list[Tried]:
        made = self._expectations.made(self._exercise)
        return [self._try((mistake,)) for mistake in self._possible(made)]

    def _possible(self, mistakes: Mistakes) -> Mistakes:
        names = {known.function for known in mistakes} - {self._exercise.name}
        innocent = set(filter(self._is_innocent, names))
        return tuple(known for known in mistakes if known.function not in innocent)

    def _telling(self, wanted: Parts) -> Iterator[Tried]:
        """Yield those made by rule that are told by a part: zeros come of many, and tell of one."""
        zero = self._likeness.zero
        for tried in self._made:
            if not wanted & tried.changed & zero or tried.mistakes[0].rule == OF_ZEROS:
                yield tried

    def _pairs(self, wanted: Parts) -> Iterator[Tried]:
        """Yield two at once, of which one explains something and the other changes what is wanted.

        Then two known ones.
        """
        singles = [*self._known, *self._made]
        seeds = [t.mistakes for t in singles if t.explains_something and t.unlike & wanted]
        others = [tried.mistakes for tried in singles if tried.changed & wanted]
        known = [tried.mistakes for tried in self._known]
        for pairs in (in_pairs(seeds, others), in_pairs(known, known)):
            yield from map(self._try, islice(pairs, MOST_PAIRS))

    def _try(self, mistakes: Mistakes) -> Tried:
        if mistakes not in self._tried:
            glimpse = self._glimpse("ordinary", mistakes)
            if glimpse is None:
                self._tried[mistakes] = Tried(mistakes, frozenset(), frozenset(), False)
            else:
                unlike, met = self._likeness.unlike(glimpse), self._likeness.met
                contradicted = bool(glimpse.changed & met)
                self._tried[mistakes] = Tried(mistakes, glimpse.changed, unlike, contradicted)
        return self._tried[mistakes]

    def _explaining(
        self, tried: Iterable[Tried], parts: Parts, kind: str, is_found: IsFound
    ) -> list[Mistakes]:
        """Return the mistakes that explain these parts: in every case, or at least in most."""
        kinds = tuple(dict.fromkeys(("ordinary", kind)))
        likely = [
            each.mistakes
            for each in tried
            if not (each.contradicted or each.unlike & parts)
            and self._is_likely(each.mistakes, parts, kind)
            and self._is_seen(each.mistakes, kind, is_found)
        ]
        for looked_at, enough in (((), 1.0), (kinds, 1.0), (kinds, ENOUGH)):
            explaining = []
            for mistakes in likely:
                typical = self._expectations.typical(self._exercise, *mistakes)
                if (
                    self._likeness.is_shared(typical, parts, looked_at, enough)
                    and not self._is_contradicted(typical)
                    and is_found(typical)
                ):
                    explaining.append(mistakes)
            if explaining:
                return explaining
        return []

    def _is_likely(self, mistakes: Mistakes, parts: Parts, kind: str) -> bool:
        """Say whether a glimpse at a case of a special kind speaks for mistakes, too."""
        if kind == "ordinary":
            return True
        glimpse = self._glimpse(kind, mistakes)
        if glimpse is None:
            return not mistakes[0].rule
        return not self._likeness.unlike(glimpse) & parts

    def _is_seen(self, mistakes: Mistakes, kind: str, is_found: IsFound) -> bool:
        """Say whether mistakes show in cases that must be refused, which take no time."""
        quick = self._expectations.quick(self._exercise, kind)
        cases = [self._expectations.cases(self._exercise)[index] for index in quick]
        if self._likeness.fails or not (cases and all(case.raises for case in cases)):
            return True
        glimpses = (self._expectations.glimpse(self._exercise, i, *mistakes) for i in quick)
        return is_found([glimpse.answer for glimpse in glimpses])

    def _glimpse(self, kind: str, mistakes: Mistakes) -> Glimpse | None:
        """Look at the first quick case of a kind that is wrong, or else at the first."""
        quick = self._expectations.quick(self._exercise, kind)
        index = next((i for i in quick if i in self._likeness.wrong), next(iter(quick), None))
        if index is None:
            return None
        return self._expectations.glimpse(self._exercise, index, *mistakes)

    def _is_contradicted(self, typical: Sequence[Answer]) -> bool:
        """Say whether answers are wrong where all of somebody's are right."""
        met = self._likeness.met
        ordinary = self._likeness.answered(("ordinary",))
        return any(self._likeness.differing(index, typical[index], met) for index in ordinary)

    def _changed(self, mistakes: Mistakes) -> Parts:
        return self._try(mistakes).changed
