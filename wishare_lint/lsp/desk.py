"""The files that are open in the editor, checked one after the other beside the conversation."""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from wishare_lint.config import ConfigError
from wishare_lint.lsp.results import Result
from wishare_lint.lsp.work_tree import WorkTree
from wishare_lint.lsp.work_trees import WorkTrees
from wishare_lint.tree import TreeError

TYPING = 0.15
"""Seconds of rest after a key before the text is checked."""

Answer = TypeVar("Answer")


class Desk:
    """Open files by their path, each with its version and, once it was checked, its result.

    All reading and checking is done by one other thread, in the order in which it is asked for, so
    that the editor never waits for it. `look` checks a file; `show` is called with each result,
    `complain` with one line about what could not be done.
    """

    def __init__(
        self,
        trees: WorkTrees,
        look: Callable[[Path, WorkTree], Result],
        show: Callable[[Path, int | None, Result | None], None],
        complain: Callable[[str], None],
    ) -> None:
        self._trees = trees
        self._look = look
        self._show = show
        self._complain = complain
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._open: dict[Path, int | None] = {}
        self._results: dict[Path, tuple[int | None, Result | None]] = {}
        self._round: asyncio.Task[None] | None = None
        self._outdated = False
        self._problems: deque[str] = deque()

    def put(self, file: Path, version: int | None, text: str) -> None:
        """A file is opened, or its text changes."""
        self._open.pop(file, None)
        self._open[file] = version  # the last one is checked first
        self._thread.submit(self._guarded, self._edit, file, text)

    def take(self, file: Path) -> None:
        """A file is closed."""
        self._open.pop(file, None)
        self._results.pop(file, None)
        self._thread.submit(self._guarded, self._edit, file, None)

    def check_soon(self, delay: float = 0, *, disk: bool = False) -> None:
        """Checks all open files after some seconds, unless this is asked for again before.

        `disk`: then looks at the disk and at git, and checks again if something is new there.
        """
        self._outdated = self._outdated or disk
        if self._round is not None:
            self._round.cancel()
        self._round = asyncio.get_running_loop().create_task(self._check_all(delay))

    async def result(self, file: Path) -> Result | None:
        """What is to be said of the text as it is now; None where nothing can be."""
        if file not in self._open:
            return None
        version, result = self._results.get(file, (None, None))
        if file not in self._results or version != self._open[file]:
            await self._check(file)
            _, result = self._results.get(file, (None, None))
        return result

    async def beside(self, work: Callable[[], Answer]) -> Answer:
        """The answer of some work, done by the other thread in its turn."""
        answer = await asyncio.get_running_loop().run_in_executor(self._thread, work)
        while self._problems:
            self._complain(self._problems.popleft())
        return answer

    def close(self) -> None:
        """Ends the other thread when it is done with what it does."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _check_all(self, delay: float) -> None:
        await asyncio.sleep(delay)
        await self._check_open()
        if self._outdated:
            self._outdated = False
            if await self.beside(lambda: self._guarded(self._trees.refresh)):
                await self._check_open()

    async def _check_open(self) -> None:
        for file in reversed(tuple(self._open)):
            await self._check(file)

    async def _check(self, file: Path) -> None:
        version = self._open.get(file)
        result = await self.beside(lambda: self._guarded(self._checked, file))
        if file in self._open and self._open[file] == version:
            self._results[file] = (version, result)
            self._show(file, version, result)

    # In the other thread

    def _checked(self, file: Path) -> Result | None:
        tree = self._trees.around(file)
        return None if tree is None else self._look(file, tree)

    def _edit(self, file: Path, text: str | None) -> None:
        tree = self._trees.around(file)
        if tree is not None:
            tree.edit(file, text)

    def _guarded(self, work: Callable[..., Answer], *arguments: object) -> Answer | None:
        """Whatever is wrong with the files is one line in the editor's log; the server goes on."""
        try:
            return work(*arguments)
        except (ConfigError, TreeError) as error:
            self._problems.append(str(error))
        except Exception as error:
            self._problems.append(f"internal error: {type(error).__name__}: {error}")
        return None
