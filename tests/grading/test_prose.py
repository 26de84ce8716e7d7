"""Learners' text is shown as it was meant, and runs nothing."""

from __future__ import annotations

import pytest
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from autograder.grading.prose import harmless
from autograder.pages.formulas import MATH_OR_CODE, _as_mathml
from tests.admission.hostile import TEXTS
from tests.admission.page import active_parts


def rendered(source: str) -> str:
    return MarkdownWithMath(renderer=IPythonRenderer(escape=False)).render(source)


@pytest.mark.parametrize("text", TEXTS)
def test_nothing_runs(text: str) -> None:
    shown = harmless(text, {})
    with_mathml = MATH_OR_CODE.sub(_as_mathml, shown)
    assert active_parts(rendered(shown)) == active_parts(rendered(with_mathml)) == []


@pytest.mark.parametrize(
    "text",
    [
        "a < b, _so_ $a_1 < b$ and **2 > 1**",
        "[docs](https://numpy.org/doc#x:y), [mail](mailto:a@b.c), [above](#here), [file](../a.png)",
        "![picture](data:image/png;base64,aGFsbG8=)",
        "`x[1](2)`, `{'a': x[1:]}` and 5 &lt; 7 &amp; 8",
        "| a | b |\n|---|---|\n| 1 | 2 |",
    ],
)
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert harmless(text, {}) == text


def test_tags_stay_readable() -> None:
    assert harmless("`<b>` makes bold", {}) == "`< b>` makes bold"


def test_a_picture_that_is_not_attached_does_not_stop_the_page() -> None:
    assert "attachment:gone.png" in rendered(harmless("see ![](attachment:gone.png)", {}))


def test_long_texts_are_shown_without_parsing() -> None:
    text = r"\begin{a}" * 10_000
    assert harmless(text, {}) == f"```text\n{text}\n```"
