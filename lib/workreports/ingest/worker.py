"""A child process that does tasks for its parent, which may end it at any moment.

A task is a function and its arguments, pickled; the function gets one argument more, with which it
says what document it begins. Tasks come in at the standard input, answers go out at the standard
output. See ``ingest.watching`` for the parent's side.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import IO

from workreports.ingest import readers
from workreports.ingest.readers import Read
from workreports.io.errors import CorpusError, WorkReportsError, refusal

BEGUN, DONE, FAILED = "begun", "done", "failed"
"""What a message tells: a document, the result of a task, or the error it ended with."""
Begin = Callable[[int | None], None]
"""Says which document is begun; None: none, what follows belongs to all of them."""


def main() -> None:
    """Do what comes in, until nothing more comes or the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent gets it, too, and ends its children
    logging.disable()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anything prints is no answer
    tasks: SimpleQueue = SimpleQueue()
    threading.Thread(target=_receive, args=(sys.stdin.buffer, tasks), daemon=True).start()
    while True:
        function, arguments = tasks.get()
        try:
            told = DONE, function(*arguments, lambda number: _tell(answers, (BEGUN, number)))
        except (WorkReportsError, ImportError, OSError) as error:
            told = FAILED, error
        except Exception as error:
            told = FAILED, _surprise(function.__name__, error)
        _tell(answers, told)


def _receive(stream: IO[bytes], tasks: SimpleQueue) -> None:
    try:
        while True:
            tasks.put(pickle.load(stream))
    except EOFError:
        os._exit(0)  # the parent is gone; whatever is being done is for nobody


def _tell(stream: IO[bytes], told: tuple[str, object]) -> None:
    pickle.dump(told, stream)
    stream.flush()


def read(name: str, data: bytes, begin: Begin) -> Read:
    """Read one document; a task.

    >>> read("a.txt", "政府工作报告".encode(), lambda number: None).text
    '政府工作报告'
    """
    begin(0)
    try:
        return readers.parse(name, data)
    except (WorkReportsError, ImportError):
        raise
    except Exception as error:  # whatever a file makes the packages that read it do
        raise _surprise(name, error) from None


def _surprise(name: str, error: Exception) -> CorpusError:
    problem = f"it cannot be read ({type(error).__name__}: {str(error)[:80]})"
    return refusal(name, None, problem, "get it again; if that does not help, report it")
