"""An IPython shell that behaves like the one in a Jupyter kernel and leaves no history."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from IPython.utils.text import LSString, SList
from traitlets import Type
from traitlets.config import Config

from autograder.sandbox.absent import ImportsLeftOut, stand_in
from autograder.sandbox.recorder import Recorder

RECORDER = Recorder()
_RUN_CODE: Final = frozenset({"capture", "debug", "prun", "run", "time", "timeit"})
_CLEARING: Final = frozenset({"reset", "reset_selective"})  # also what is still to be graded
_LONGEST_NAMED: Final = 200


class Publisher(DisplayPublisher):
    """Records what display() shows."""

    def publish(  # type: ignore[override]
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        *,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **ignored: Any,
    ) -> None:
        """Record or replace a displayed object."""
        self._validate_data(data, metadata or {})  # type: ignore[no-untyped-call]
        act = RECORDER.update if update else RECORDER.display
        act(data, metadata or {}, (transient or {}).get("display_id"))

    def clear_output(self, wait: bool = False) -> None:
        """Forget the outputs of the running cell."""
        RECORDER.clear(wait)


class ResultHook(DisplayHook):
    """Records the value of the last expression of a cell."""

    def write_output_prompt(self) -> None:
        """The host numbers what is recorded."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        """Record the formatted value."""
        if format_dict:
            RECORDER.result(format_dict, md_dict or {})

    def finish_displayhook(self) -> None:
        """End the handling of one value."""
        self._is_active = False


class Compiler(CachingCompiler):
    """Names cells like a kernel does, so that warnings and inspect show the same.

    Only the number of the process is none: with it, the same submission would not print the same.
    """

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
        """The file name under which the source of a cell is known."""
        return f"/tmp/ipykernel_0/{zlib.crc32(raw_code.encode('utf-8', 'replace'))}.py"


class Shell(InteractiveShell):
    """The shell of a worker."""

    display_pub_class = Type(Publisher)
    displayhook_class = Type(ResultHook)
    compiler_class = Type(Compiler)

    def run(self, source: str) -> ExecutionResult:
        """Run one cell as a kernel does."""
        result: ExecutionResult = self.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
        return result

    def run_line_magic(self, magic_name: str, line: str, _stack_depth: int = 1) -> Any:
        """Do what a magic does; what has no meaning here is left out, and said."""
        if magic_name in _CLEARING:
            return _say_left_out(f"%{magic_name} {line}")
        with self._leaving_out(f"%{magic_name} {line}", magic_name):
            return super().run_line_magic(magic_name, line, _stack_depth + 1)

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> Any:
        """Do the same for the magic of a whole cell."""
        with self._leaving_out(f"%%{magic_name} {line}", magic_name):
            return super().run_cell_magic(magic_name, line, cell)  # type: ignore[no-untyped-call]

    def system(self, cmd: str) -> None:
        """Leave out a command of the system: in a notebook, one that fails stops nothing."""
        _say_left_out(f"!{cmd}")

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        """Leave out a command whose output is asked for."""
        _say_left_out(f"!{cmd}")
        return SList() if split else LSString()

    def import_left_out(self, error: ModuleNotFoundError, text: str, names: list[str]) -> None:
        """Go on after an import of a package that is not here."""
        _say_left_out(text)
        for name in names:
            self.user_ns.setdefault(name, stand_in(error, name, _say_left_out))

    @contextmanager
    def _leaving_out(self, what: str, magic: str) -> Iterator[None]:
        try:
            yield
        except Exception:
            if magic in _RUN_CODE:  # then it may be the learner's own failure
                raise
            _say_left_out(what)

    def enable_gui(self, gui: str | None = None) -> None:
        """There is no event loop of a user interface to start."""

    def ask_exit(self) -> None:
        """exit() and quit() end nothing; the host decides when a worker ends."""

    def init_virtualenv(self) -> None:
        """The interpreter is chosen by the host."""

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        RECORDER.error(str(etype.__name__), str(evalue), [str(line) for line in stb])


def create_shell(folder: str) -> Shell:
    """The shell of this process; `folder` is for files that IPython insists on."""
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    shell: Shell = Shell.instance(config=config, ipython_dir=folder)
    shell.ast_transformers.append(ImportsLeftOut())
    return shell


def answer_nothing(prompt: object = "") -> str:
    """What input() does where nobody can answer."""
    _say_left_out(f"input({str(prompt)!r})")
    return ""


def _say_left_out(what: str) -> None:
    first_line = what.strip().partition("\n")[0][:_LONGEST_NAMED]
    RECORDER.stream("stdout", f"(left out while grading: {first_line})\n")
