"""What people do to cells, for the cases to be put together of."""

from __future__ import annotations

import copy
from functools import cache
from itertools import count
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.demo.sample import right_sources
from tests.admission.place import cell, document

from .form import ANSWERS, RELEASE

_numbers = count()


@cache
def right(*names: str) -> str:
    """Return the right code of these exercises, all of them if none is named."""
    sources = right_sources("cells")
    return "\n\n".join(sources[name] for name in names or sources)


def names() -> list[str]:
    """Return the names of all exercises."""
    return list(right_sources("cells"))


def stub(name: str) -> str:
    """Return a cell's source as it is given out."""
    return str(cell(RELEASE, name).source)


def unwritten(notebook: NotebookNode, *without: str) -> NotebookNode:
    """Put cells back to what they were when they were given out."""
    for name in without or names():
        cell(notebook, name).source = stub(name)
    return notebook


def unanswered(notebook: NotebookNode) -> NotebookNode:
    """Put the cells for answers back to what they were when they were given out."""
    return unwritten(notebook, *ANSWERS)


def above(notebook: NotebookNode, name: str, *sources: str | NotebookNode) -> NotebookNode:
    """Add cells above one."""
    index = notebook.cells.index(cell(notebook, name))
    notebook.cells[index:index] = map(_code, sources)
    return notebook


def below(notebook: NotebookNode, name: str, *sources: str | NotebookNode) -> NotebookNode:
    """Add cells below one."""
    index = notebook.cells.index(cell(notebook, name)) + 1
    notebook.cells[index:index] = map(_code, sources)
    return notebook


def at_the_end(notebook: NotebookNode, *sources: str | NotebookNode) -> NotebookNode:
    """Add cells below all."""
    notebook.cells.extend(map(_code, sources))
    return notebook


def before(source: str, notebook: NotebookNode, *names: str) -> NotebookNode:
    """Write something on top of cells."""
    for name in names:
        cell(notebook, name).source = f"{source}\n{cell(notebook, name).source}"
    return notebook


def behind(source: str, notebook: NotebookNode, *names: str) -> NotebookNode:
    """Write something at the end of cells."""
    for name in names:
        cell(notebook, name).source += f"\n\n{source}"
    return notebook


def deleted(notebook: NotebookNode, *names: str) -> NotebookNode:
    """Delete cells."""
    for name in names:
        notebook.cells.remove(cell(notebook, name))
    return notebook


def text(source: str) -> NotebookNode:
    """Return a cell of text."""
    return new_markdown_cell(source, id=f"own-{next(_numbers)}")


def twin(original: NotebookNode, source: str, **changes: Any) -> NotebookNode:
    """Return a copy of a cell, with its metadata, that holds another text."""
    return NotebookNode({**copy.deepcopy(original), "source": source, **changes})


def without(notebook: NotebookNode, *fields: str) -> dict[str, Any]:
    """Return a notebook as plain JSON whose cells have lost these fields."""
    content = document(notebook)
    for one in content["cells"]:
        for field in fields:
            one.pop(field, None)
    return content


def with_metadata(notebook: NotebookNode, keep: bool, **metadata: Any) -> dict[str, Any]:
    """Return a notebook as plain JSON whose cells have more metadata, or only this."""
    content = document(notebook)
    for one in content["cells"]:
        one["metadata"] = {**(one["metadata"] if keep else {}), **copy.deepcopy(metadata)}
    return content


def indented(source: str) -> str:
    """Return code with four spaces before each line."""
    return "".join(f"    {line}" if line.strip() else line for line in source.splitlines(True))


def renamed(name: str, other: str) -> str:
    """Return the right code of an exercise under another name."""
    return right(name).replace(f"def {name}(", f"def {other}(")


def _code(source: str | NotebookNode) -> NotebookNode:
    if isinstance(source, NotebookNode):
        return source
    return new_code_cell(source, id=f"own-{next(_numbers)}")
