"""What learners write in words, made harmless to show: it is rendered in browsers of the staff.

Nothing here depends on where in the text something stands: feedback puts formulas in another
form, and what was code or a formula before may be none afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

HTML_TAG = re.compile(r"<(?=[A-Za-z/!?])")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,30});?")
# Characters that an entity may hide from the rules below, and that start nothing in Markdown.
SPELLED_OUT = re.compile(r"[A-Za-z0-9:/\\\t\n]")
TARGET = re.compile(r"(?<=\])(?=[(:]\s*+(?P<start>.{0,200}))", re.DOTALL)
TEX_COMMAND = re.compile(r"\\(?=(?:href|url|style|class|cssId|require|unicode|data)\b)")
MERMAID = re.compile(r"((?:`{3,}|~{3,})[ \t]*)(?=mermaid)", re.IGNORECASE)
LONGEST_SCHEME = 200  # as in the rule above
LONGEST_RENDERED = 20_000
# What browsers skip, and what cannot be seen.
IN_NO_SCHEME = re.compile(
    r"[\s\\<\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]"
)
SCHEMES = frozenset({"http", "https", "mailto", "attachment"})
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*", re.IGNORECASE)


def harmless(source: str, attachments: Mapping[str, dict[str, str]]) -> str:
    """Break up HTML tags, links to what is no web page, and what else runs on a page."""
    source = ENTITY.sub(_spelled_out, source)
    source = HTML_TAG.sub("< ", source)
    source = TEX_COMMAND.sub(r"\\ ", source)
    source = MERMAID.sub(r"\1text ", source)
    source = TARGET.sub(_space, source)
    return source if _renders(source, attachments) else _as_code(source)


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
    """Say whether a page can show it.

    nbconvert fails for a picture that is not attached, and takes minutes for odd long texts.
    """
    if len(PICTURE.sub("", source)) > LONGEST_RENDERED:
        return False
    # Half a second that a notebook without learners' words need not wait for.
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    renderer = IPythonRenderer(escape=False, attachments=dict(attachments))
    try:
        MarkdownWithMath(renderer=renderer).render(source)
    except Exception:
        return False
    return True


def _as_code(source: str) -> str:
    longest = max(map(len, re.findall(r"`+", source)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{source}\n{fence}"
