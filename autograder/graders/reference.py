"""The reference's functions, or the same with some of them replaced by wrong variants."""

from __future__ import annotations

import copy
import importlib.util
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any


class Reference:
    """Functions of `solutions.<assignment>`, called with copies of their arguments.

    Parameters
    ----------
    assignment : name of the module in `solutions`.
    replaced : functions that stand in for the reference's, also where it calls them itself.
    """

    def __init__(self, assignment: str, replaced: Mapping[str, Callable[..., Any]] = {}) -> None:
        self._module = _fresh_module(f"solutions.{assignment}")
        for name, function in replaced.items():
            setattr(self._module, name, function)

    def function(self, name: str) -> Callable[..., Any]:
        """Return one of the functions."""
        function: Callable[..., Any] = getattr(self._module, name)
        return function

    def call(self, name: str, *arguments: Any) -> Any:
        """Call the function with copies of the arguments."""
        return self.function(name)(*copy.deepcopy(arguments))

    def cache(self, name: str, *arguments: Any, position: int) -> Any:
        """Call the function and return one element of the tuple that it returns."""
        return self.call(name, *arguments)[position]


def _fresh_module(name: str) -> ModuleType:
    """Load a module anew, so that replacing its functions leaves the imported one alone."""
    specification = importlib.util.find_spec(name)
    if specification is None or specification.loader is None:
        raise ModuleNotFoundError(name)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module
