"""Processes that work side by side: chunks of tasks in, answers out in the same order.

In: a job that pickles, and chunks of tasks. Out: an answer for every task. Imports errors only.

The pools of the standard library lack what a long run needs: workers that leave when their parent was killed, an end at
once, and the one task that brought a worker down told from all others.
"""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing import connection
from typing import Any, Generic, TypeVar

import attrs

from quoteattr.errors import QuoteattrError, WorkerError

__all__ = ["map_in_order"]

Task = TypeVar("Task")
Answer = TypeVar("Answer")

#: Chunks handed out or waiting for their turn, for every worker: enough to go on while one chunk is slow.
AHEAD = 4

#: Seconds that a worker is given to end by itself, so that its exit status can be told.
PATIENCE = 5.0

#: Every worker begins afresh: a fork would copy the locks of threads that it leaves behind.
SPAWN = multiprocessing.get_context("spawn")


def map_in_order(
    job: Callable[[Task], Answer],
    chunks: Iterable[list[Task]],
    *,
    count: int,
    lost: Callable[[Task, int | None], Answer],
) -> Iterator[Answer]:
    """Yield the job's answer to every task, in the order of the tasks, from up to ``count`` processes.

    No more than ``AHEAD`` chunks for every process are read ahead of what was yielded. Where a task brings its process
    down, ``lost`` gives the answer from the task and the exit status, and a new process goes on with the rest. Raises
    what the job raises of this library's errors, and `WorkerError` where processes cannot be started.
    """
    _check_pickles(job)
    pool: _Pool[Task, Answer] = _Pool(job, count, lost)
    line: deque[_Chunk[Task, Answer]] = deque()
    source = iter(chunks)
    try:
        while True:
            while pool.has_room and len(line) < AHEAD * count and (tasks := next(source, None)):
                line.append(_Chunk(deque(tasks)))
                pool.hand_out(line[-1])
            if not line:
                return
            while line[0].answers:
                yield line[0].answers.popleft()
            if line[0].tasks:
                pool.listen()
            else:
                line.popleft()
    finally:
        pool.end()


def _check_pickles(job: object) -> None:
    try:
        pickle.dumps(job)
    except (AttributeError, TypeError, pickle.PicklingError) as problem:
        raise WorkerError(
            f"cannot be sent to another process: {problem}: define it at the top of a module, or use one worker"
        ) from problem


@attrs.define
class _Chunk(Generic[Task, Answer]):
    """Tasks that have no answer yet, and answers that were not yielded yet."""

    tasks: deque[Task]
    answers: deque[Answer] = attrs.field(factory=deque)

    def answer(self, answer: Answer) -> None:
        self.tasks.popleft()
        self.answers.append(answer)


class _Worker(Generic[Task, Answer]):
    """A process, the pipe to it, and the chunk that it is at, if any."""

    def __init__(self, job: Callable[[Task], Answer]) -> None:
        self.link, there = SPAWN.Pipe()
        self.process = SPAWN.Process(target=_serve, args=(there, job), daemon=True)
        with _interrupts_ignored():
            self.process.start()
        there.close()  # the process alone holds this end, so that its death can be seen at the other
        self.ready = False
        self.chunk: _Chunk[Task, Answer] | None = None

    def end(self) -> int | None:
        self.link.close()
        self.process.kill()
        self.process.join()
        return self.process.exitcode


class _Pool(Generic[Task, Answer]):
    """Workers, started when there is work for them."""

    def __init__(self, job: Callable[[Task], Answer], count: int, lost: Callable[[Task, int | None], Answer]) -> None:
        self.job = job
        self.count = count
        self.lost = lost
        self.workers: list[_Worker[Task, Answer]] = []

    @property
    def has_room(self) -> bool:
        return len(self.workers) < self.count or any(worker.chunk is None for worker in self.workers)

    def hand_out(self, chunk: _Chunk[Task, Answer]) -> None:
        """Give a chunk to a worker that has none."""
        worker = next((worker for worker in self.workers if worker.chunk is None), None)
        if worker is None:
            worker = _Worker(self.job)
            self.workers.append(worker)
        try:
            worker.link.send(list(chunk.tasks))
        except OSError:  # it died while it had nothing to do
            self._bury(worker)
            self.hand_out(chunk)
        else:
            worker.chunk = chunk

    def listen(self) -> None:
        """Wait until workers that have a chunk say something, and take it in."""
        busy: dict[Any, _Worker[Task, Answer]] = {worker.link: worker for worker in self.workers if worker.chunk}
        for link in connection.wait(busy):
            self._hear(busy[link])

    def _hear(self, worker: _Worker[Task, Answer]) -> None:
        try:
            said, value = worker.link.recv()
        except (EOFError, OSError):
            self._mourn(worker)
            return
        if said == "failed":
            raise value
        worker.ready = True
        if said == "answer" and worker.chunk:
            worker.chunk.answer(value)
            if not worker.chunk.tasks:
                worker.chunk = None

    def _mourn(self, worker: _Worker[Task, Answer]) -> None:
        """Give up the task that a worker died at, and the rest of its chunk to another."""
        status, chunk = self._bury(worker), worker.chunk
        if chunk:
            chunk.answer(self.lost(chunk.tasks[0], status))
            if chunk.tasks:
                self.hand_out(chunk)

    def _bury(self, worker: _Worker[Task, Answer]) -> int | None:
        self.workers.remove(worker)
        worker.process.join(PATIENCE)
        status = worker.end()
        if not worker.ready:
            raise WorkerError(
                f"a worker process ended while it started (exit status {status}): a script that uses several workers "
                'must start them under `if __name__ == "__main__":`, and there must be memory for them'
            )
        return status

    def end(self) -> None:
        for worker in self.workers:
            worker.end()


def _serve(link: Any, job: Callable[[Any], Any]) -> None:
    """Answer tasks until there is nobody to answer: what a worker does all its life."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        link.send(("ready", None))
        while True:
            for task in link.recv():
                try:
                    said = "answer", job(task)
                except QuoteattrError as problem:
                    said = "failed", problem
                link.send(said)
    except (EOFError, OSError):
        return


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Let a process begin deaf to Ctrl-C, which is for its parent; only the main thread can see to that."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)
