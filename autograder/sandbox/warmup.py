"""Pay for first uses once, before the forks: imports, fonts, formulas, figures, tracebacks."""

from __future__ import annotations

import functools
import gc
import importlib
import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import Any, Final

from autograder.sandbox.shell import RECORDER, Shell

MODULES: Final = (
    "asyncio", "collections", "contextlib", "copy", "dataclasses", "decimal", "fractions",
    "functools", "inspect", "itertools", "json", "math", "pickle", "random", "re", "statistics",
    "string", "textwrap", "time", "timeit", "typing", "unittest",
    "numpy", "numpy.fft", "numpy.lib.stride_tricks", "numpy.linalg", "numpy.ma",
    "numpy.polynomial", "numpy.random", "numpy.testing",
    "matplotlib.animation", "matplotlib.gridspec", "matplotlib.pyplot", "matplotlib.ticker",
    "IPython.display", "mpl_toolkits.mplot3d",
)  # fmt: skip

_KEEP_FONTS: Final = frozenset({"matplotlib.font_manager", "matplotlib.mathtext"})

_CELLS: Final = (
    "%matplotlib inline\nimport numpy as np\nimport matplotlib.pyplot as plt",
    "figure, axes = plt.subplots(figsize=(3, 2))\n"
    "axes.plot([1, 2], label='$h_t$')\naxes.set_title('$x^2$')\naxes.legend()\n"
    "axes.imshow(np.eye(3))\nplt.show()",
    "def fail(x):\n    return np.ones(3) / x['a']\nfail(1)",
    "1 +",
    "import warnings\nwarnings.warn('warm')",
    "np.ones((2, 2)) @ np.ones((2, 2))",  # BLAS maps its buffer, which no worker is charged for
)


def warm_up(shell: Shell) -> None:
    """Import and run what notebooks use first, and leave no trace of it."""
    _leave_out_descriptions()
    for name in MODULES:
        importlib.import_module(name)
    caches = _font_caches()
    gc.freeze()  # else each collection looks at all that was imported
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        for cell in _CELLS:
            shell.run(cell)
    for cache in caches:
        cache.cache_clear()
    _forget(shell)


def _leave_out_descriptions() -> None:
    """Spare Matplotlib the part of its import in which it describes each artist for `help`."""
    import matplotlib.artist

    matplotlib.artist.kwdoc = lambda artist: ""


def _forget(shell: Shell) -> None:
    import linecache

    import matplotlib.pyplot
    from IPython.core import async_helpers

    matplotlib.pyplot.close("all")
    history: Any = shell.history_manager
    for inputs in (history.input_hist_parsed, history.input_hist_raw):
        inputs[:] = [""]
    history._i00 = history._i = history._ii = history._iii = ""
    shell.reset(new_session=False)  # type: ignore[no-untyped-call]
    shell.execution_count = 1
    shell.compile._filename_map.clear()
    async_helpers._asyncio_event_loop = None
    linecache.clearcache()
    for name in ("last_type", "last_value", "last_traceback", "last_exc"):
        vars(sys).pop(name, None)
    RECORDER.take()
    gc.collect()


def _font_caches() -> list[Any]:
    """Return the functions that keep Matplotlib's fonts: each font has its file open.

    A worker that freed one would close whatever has the file's number by then: a pipe to the host.
    """
    cached = (each for each in gc.get_objects() if type(each) is functools._lru_cache_wrapper)
    return [each for each in cached if each.__module__ in _KEEP_FONTS]
