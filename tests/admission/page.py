"""Looking through a page for what could run a script."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

ACTIVE = {"script", "iframe", "object", "embed", "form", "base", "meta", "link", "style", "svg"}
SCHEME = re.compile(r"([^/?#:]*):")
SCHEMES = {"http", "https", "mailto"}
PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*")


def active_parts(html: str) -> list[str]:
    """Return every element that could run a script, or change the page around it."""
    elements = BeautifulSoup(html, "html.parser").find_all(True)
    return [str(element)[:200] for element in elements if is_active(element)]


def is_active(element: Tag) -> bool:
    """Say whether an element or one of its attributes can run a script."""
    if element.name in ACTIVE or any(name.startswith("on") for name in element.attrs):
        return True
    targets = (element.attrs.get(name, "") for name in ("href", "src", "xlink:href", "action"))
    return not all(map(_is_safe, targets))


def _is_safe(target: str) -> bool:
    scheme = SCHEME.match("".join(c for c in target if c > " "))
    return PICTURE.fullmatch(target) is not None or not scheme or scheme[1].lower() in SCHEMES
