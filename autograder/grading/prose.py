"""What learners write in words, made harmless to show: it is rendered in browsers of the staff.

Nothing here depends on where in the text something stands: feedback puts formulas in another
form, and what was code or a formula before may be none afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

HTML_TAG = re.compile(r"<(?=[A-Za-z/!?])")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,30});?")
# Characters that an entity may hide from the rules below, and that start nothing in Markdown.
SPELLED_OUT = re.compile(r"[A-Za-z0-9:/\\\s]")
TARGET = re.compile(r"(?<=\])(?=[(:]\s*+(?P<start>.{0,200}))", re.DOTALL)
TEX_COMMAND = re.compile(r"\\(?=(?:href|url|style|class|cssId|require|unicode|data)\b)")
MERMAID = re.compile(r"((?:(?<!`)`{3,}+|(?<!~)~{3,}+)[^\S\n]*+)(?=mermaid)", re.IGNORECASE)
LONGEST_SCHEME = 200  # as in the rule above
# What browsers skip, and what cannot be seen.
IN_NO_SCHEME = re.compile(
    r"[\s\\<\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]"
)
SCHEMES = frozenset({"http", "https", "mailto", "attachment"})
# Each of these may open what a parser looks for the end of, in all of the rest.
SIGN = re.compile(r"[\n\[\]()`~$|<>\\!*_&#-]")
CODE_BLOCK = re.compile(r"(?P<fence>`{3,})text\n(?P<code>.*)\n(?P=fence)", re.DOTALL)
NO_PICTURE = {"image/png": ""}
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*", re.IGNORECASE)

# Parsers of Markdown read the rest of a text again at many a sign: what they do is bounded by the
# product of both, and by nothing less. So that is counted. A text of a page comes to half a
# million; twenty million take some seconds at worst.
MOST_WORK = 20_000_000
WORK_OF_A_TEXT = 10_000
WORK_OF_A_CHARACTER = 100
CHARACTERS_OF_PICTURES = 20  # are read as fast as one of text
LONGEST_RENDERED = 20_000  # without its pictures
MOST_EMBEDDED = 16 << 20  # a picture counts as often as it may be shown
MOST_SHOWN = 4 << 20  # characters, as code, too: a page of more opens in no browser
LEFT_OUT = f"*(A text of {{:,}} characters is left out: pages show {MOST_SHOWN:,} of a notebook.)*"


@dataclass
class Patience:
    """What may still be spent on the texts of one notebook; beyond it, they are shown as code."""

    work: int = MOST_WORK
    embedded: int = MOST_EMBEDDED
    shown: int = MOST_SHOWN

    def shows(self, source: str) -> bool:
        """Say whether there is room for a text in any form, and take it."""
        is_shown = len(source) <= self.shown
        self.shown -= len(source) if is_shown else 0
        return is_shown

    def covers(self, source: str, attachments: Mapping[str, dict[str, str]]) -> bool:
        """Say whether a text may be rendered, and take what that costs."""
        bare = PICTURE.sub("", source)
        if len(bare) > LONGEST_RENDERED:
            return False
        signs, skipped = len(SIGN.findall(bare)), len(source) - len(bare)
        work = WORK_OF_A_TEXT + len(bare) * (WORK_OF_A_CHARACTER + signs)
        work += skipped * signs // CHARACTERS_OF_PICTURES
        attached = [len(data) for each in attachments.values() for data in each.values()]
        embedded = max(skipped, *attached, 0) * bare.count("![")
        if work > self.work or embedded > self.embedded:
            return False
        self.work -= work
        self.embedded -= embedded
        return True


def harmless(
    source: str, attachments: Mapping[str, dict[str, str]], patience: Patience | None = None
) -> str:
    """Break up HTML tags, links to what is no web page, and what else runs on a page."""
    patience = patience or Patience()
    if not patience.shows(source):
        return LEFT_OUT.format(len(source))
    if not patience.covers(source, attachments):
        return as_code(source)
    source = _broken_up(ENTITY.sub(_spelled_out, source))
    source = TARGET.sub(_space, source)
    return source if _renders(source, attachments) else as_code(source)


def as_code(source: str) -> str:
    """Return a text as a block of code, of which nothing is rendered."""
    fence = "```"
    while fence in source:
        fence *= 2
    return f"{fence}text\n{_broken_up(source)}\n{fence}"


def is_rendered(source: str) -> bool:
    """Say whether a text that is harmless stands there as Markdown."""
    return code_in(source) is None and not source.startswith(LEFT_OUT.partition("{")[0])


def code_in(source: str) -> str | None:
    """Return the code of a text that is a single block of it, as costly texts are here."""
    block = CODE_BLOCK.fullmatch(source)
    return block["code"] if block and block["fence"] not in block["code"] else None


def _broken_up(source: str) -> str:
    source = HTML_TAG.sub("< ", source)
    source = TEX_COMMAND.sub(r"\\ ", source)
    return MERMAID.sub(r"\1text ", source)


def _spelled_out(match: re.Match[str]) -> str:
    character = unescape(match[0])
    return character if SPELLED_OUT.fullmatch(character) else match[0]


def _space(match: re.Match[str]) -> str:
    """Return what belongs between a link's text and its target: a space, if it is to be none."""
    target = match["start"].partition(")")[0]
    if PICTURE.match(target):
        return ""
    start = IN_NO_SCHEME.sub("", unescape(unescape(target)))
    end = re.search(r"[:/?#]", start)
    is_too_long = end is None and len(target) == LONGEST_SCHEME
    is_scheme = end is not None and end[0] == ":"
    if is_too_long or (is_scheme and start.partition(":")[0].lower() not in SCHEMES):
        return " "
    return ""


def _renders(source: str, attachments: Mapping[str, dict[str, str]]) -> bool:
    """Say whether a page can show it: nbconvert fails for a picture that is not attached."""
    # Half a second that a notebook without learners' words need not wait for.
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    renderer = IPythonRenderer(escape=False, attachments=dict.fromkeys(attachments, NO_PICTURE))
    # With code of any language, it takes any time.
    renderer.block_code = _nothing  # type: ignore[method-assign]
    try:
        MarkdownWithMath(renderer=renderer).render(source)
    except Exception:
        return False
    return True


def _nothing(code: str, info: str | None = None) -> str:
    return ""
