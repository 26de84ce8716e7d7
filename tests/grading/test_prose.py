"""Learners' text is shown as it was meant, and runs nothing."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from autograder.grading.prose import Patience, harmless
from autograder.pages.markdown import html_of
from tests.admission.hostile import TEXTS
from tests.admission.page import active_parts


def rendered(source: str) -> str:
    return MarkdownWithMath(renderer=IPythonRenderer(escape=False)).render(source)


@pytest.mark.parametrize("text", TEXTS)
def test_nothing_runs(text: str) -> None:
    shown = harmless(text, {})
    assert active_parts(rendered(shown)) == active_parts(html_of(shown)) == []


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


@pytest.mark.parametrize(
    "space", [" ", "\t", "\u00a0", "\u2003", "\x0b", "&nbsp;", "&#8195;", "&emsp;"]
)
@pytest.mark.parametrize("fence", ["```", "~~~~", "> ```", "- ~~~"])
def test_no_text_becomes_a_diagram(fence: str, space: str) -> None:
    shown = harmless(f"{fence}{space}mermaid\ngraph TD\n", {})
    assert "mermaid" not in [*_classes(rendered(shown)), *_classes(html_of(shown))]


def test_what_costs_too_much_for_all_is_shown_as_code() -> None:
    patience = Patience()
    texts = [harmless(f"{number} " + "*a* " * 500, {}, patience) for number in range(60)]
    assert texts[0].startswith("0 *a*") and texts[-1] == f"```text\n59 {'*a* ' * 500}\n```"
    assert harmless("_short_", {}, patience) == "_short_"


def test_code_stays_within_its_fence() -> None:
    text = "```\n[a](b)\n`````\n" + "x" * 20_000
    shown = harmless(text, {})
    assert shown == f"``````text\n{text}\n``````"
    assert html_of(shown).count("<pre") == rendered(shown).count("<pre") == 1
    assert "[a](b)" in html_of(shown)


def test_a_picture_counts_as_often_as_it_is_shown() -> None:
    attached = {"a.png": {"image/png": "A" * 1_000_000}}
    once, often = "![](attachment:a.png)", "[a]: attachment:a.png\n\n" + "![a]" * 100
    assert harmless(once, attached) == once
    assert harmless(often, attached) == f"```text\n{often}\n```"


def _classes(html: str) -> list[str]:
    elements = BeautifulSoup(html, "html.parser").find_all(class_=True)
    return [name for element in elements for name in element["class"]]
