"""A wrong answer to a public example as small pictures: the learner's, the right one, and between.

They are made of numbers alone, as inline SVG that a page without scripts and network shows.
"""

from __future__ import annotations

import re
from html import escape

import numpy as np

from autograder.graders.example import Example
from autograder.graders.exercise import Array
from autograder.grading.pattern import AXES, pattern
from autograder.messages import Message

MOST_ROWS, MOST_COLUMNS = 8, 12
LEVELS = 6  # of a colour: cells of one level share a path
CELL = 18  # pixels, where there is room
CODE = re.compile(r"`([^`\n]+)`")
# The formgrader's page has none of the feedback page's colours.
STYLE = (
    "<style>.unrolled-example{margin:1em 0}.unrolled-example>div{display:grid;gap:.8em;"
    "grid-template-columns:repeat(3,minmax(0,1fr))}.unrolled-example figcaption{margin:0 0 .5em}"
    ".unrolled-example svg{display:block;width:100%;height:auto;color:var(--line,#bbb);"
    "margin-top:.2em}.unrolled-example .more{fill:var(--more,#b35900)}"
    ".unrolled-example .less{fill:var(--less,#0550ae)}"
    ".unrolled-example .odd{stroke:var(--wrong,#a40e26);stroke-width:.12;fill:none}"
    ".unrolled-example .frame{fill:none;stroke:currentColor;stroke-width:.06}</style>"
)


def picture(example: Example | None, besides: str = "") -> str:
    """Return what is shown of a public example as HTML; nothing if there is none.

    `besides` is a sentence of ours that is said with it.
    """
    if example is None:
        return ""
    plane = None
    said = [str(example.message)]
    if example.given is not None and example.right is not None and example.right.size:
        said.append(pattern(example.given, example.right, example.threshold))
        plane = _plane(example.given, example.right)
        if example.right.size == 1:
            one, other = (_number(array.item()) for array in (example.given, example.right))
            said.append(str(Message("example.single", {"given": one, "right": other})))
            plane = None
    if example.agreeing:
        names = ", ".join(f"`{name}`" for name in example.agreeing)
        said.append(str(Message("example.agreeing", {"names": names})))
    drawn = ""
    if plane is not None:
        given, right, cut = plane
        scale = _largest(right) or _largest(given) or 1.0
        with np.errstate(all="ignore"):
            off = given - right
        apart = _largest(off) or 1.0
        said += [
            cut,
            str(Message("example.scale", {"scale": _number(scale), "off": _number(apart)})),
        ]
        if not np.isfinite(off).all():
            said.append(str(Message("example.odd")))
        panels = (("given", given, scale), ("right", right, scale), ("off", off, apart))
        drawn = f"<div>{''.join(_panel(*panel) for panel in panels)}</div>"
    text = CODE.sub(r"<code>\1</code>", escape(" ".join(filter(None, [*said, besides]))))
    return (
        f"{STYLE}<figure class='unrolled-example'><figcaption>{text}</figcaption>{drawn}</figure>"
    )


def _plane(given: Array, right: Array) -> tuple[Array, Array, str] | None:
    """Return rows and columns to draw, and which these are if they are not all."""
    if right.ndim not in AXES:
        return None
    axes = AXES[right.ndim]
    cuts = []
    with np.errstate(all="ignore"):
        off = np.nan_to_num(np.abs(given - right), nan=np.inf)
    if right.ndim == 3:
        worst = int(off.max(axis=(0, 2)).argmax())
        cuts += [f"example {worst}"] if right.shape[1] > 1 else []
        given, right, off = given[:, worst], right[:, worst], off[:, worst]
        axes = (axes[0], axes[2])
    elif right.ndim == 1:
        given, right, off = given[None], right[None], off[None]
        axes = ("", axes[0])
    place = np.unravel_index(int(off.argmax()), off.shape)
    slices = []
    for axis, length, at, most in zip(
        axes, right.shape, place, (MOST_ROWS, MOST_COLUMNS), strict=True
    ):
        first = min(max(int(at) - most // 2, 0), max(length - most, 0))
        slices.append(slice(first, first + most))
        if length > most:
            cuts.append(f"{axis}s {first} to {first + most - 1} of {length}")
    rows, columns = slices
    cut = str(Message("example.cut", {"parts": ", ".join(cuts)})) if cuts else ""
    return given[rows, columns], right[rows, columns], cut


def _panel(name: str, values: Array, scale: float) -> str:
    label = str(Message(f"example.{name}"))
    if 1 in values.shape:
        values = values.reshape(1, -1)
        drawn, height = _bars(values[0], scale), 4
    else:
        drawn, height = _cells(values, scale), values.shape[0]
    width = values.shape[1]
    # Of few cells none is larger than on other pictures.
    style = f"max-width:{CELL * width}px"
    return (
        f"<div><span>{label}</span><svg "
        f"viewBox='-.1 -.1 {width + 0.2:g} {height + 0.2:g}' role='img' "
        f"aria-label='{_in_words(label, values)}' style='{style}'>{drawn}"
        f"<path class='frame' d='M0 0h{width}v{height}h-{width}z'/></svg></div>"
    )


def _cells(values: Array, scale: float) -> str:
    paths: dict[tuple[str, int], str] = {}
    odd = ""
    for (row, column), value in np.ndenumerate(values):
        if not np.isfinite(value):
            odd += f"M{column + 0.2:g} {row + 0.2:g}l.6 .6m0-.6l-.6 .6"
            continue
        level = round(LEVELS * min(abs(float(value)) / scale, 1))
        if level:
            key = ("more" if value > 0 else "less", level)
            paths[key] = paths.get(key, "") + f"M{column} {row}h1v1h-1z"
    drawn = "".join(
        f"<path class='{sign}' fill-opacity='{level / LEVELS:.2g}' d='{path}'/>"
        for (sign, level), path in paths.items()
    )
    return drawn + (f"<path class='odd' d='{odd}'/>" if odd else "")


def _bars(values: Array, scale: float) -> str:
    paths = {"more": "", "less": "", "odd": ""}
    for place, value in enumerate(values):
        if not np.isfinite(value):
            paths["odd"] += f"M{place + 0.2:g} 1.7l.6 .6m0-.6l-.6 .6"
            continue
        height = round(2 * float(np.clip(value / scale, -1, 1)), 2)
        sign = "more" if height > 0 else "less"
        paths[sign] += f"M{place + 0.15:g} 2h.7v{-height:g}h-.7z"
    drawn = "".join(f"<path class='{sign}' d='{path}'/>" for sign, path in paths.items() if path)
    return f"{drawn}<path class='frame' d='M0 2h{len(values)}'/>"


def _in_words(label: str, values: Array) -> str:
    """Write out what is drawn, row by row, for those who hear it."""
    rows = "; ".join(", ".join(_number(value) for value in row) for row in values)
    return f"{label}: {rows}"


def _largest(values: Array) -> float:
    return float(np.abs(values[np.isfinite(values)]).max(initial=0.0))


def _number(value: float) -> str:
    """Write two digits, with an exponent only where there are many zeros."""
    return f"{float(f'{value:.2g}'):g}"
