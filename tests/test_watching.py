"""Children that read: their memory, their last words, and what becomes of one that has done its task."""

import os
import signal

import pytest

from workreports.ingest import watching, worker
from workreports.ingest.watching import EndedError, Limits
from workreports.io.errors import CorpusError

MIB = 2**20


@pytest.fixture
def child(monkeypatch):
    """A child of its own, which no other test waits for."""
    monkeypatch.setattr(watching, "_idle", [])
    child = watching._Child()
    yield child
    if child in watching._started:
        child.end()


def test_a_child_is_kept_until_it_holds_more_than_a_document_may_need(child, monkeypatch):
    assert MIB < child._memory() < 4096 * MIB
    for held, is_kept in ((100 * MIB, True), (100 * MIB + 1, False)):
        monkeypatch.setattr(child, "_memory", lambda held=held: held)
        child.give_back(Limits(memory=100))
        assert (child.process.poll() is None) == is_kept == (watching._idle == [child])
        watching._idle.clear()


@pytest.mark.parametrize(
    "data, is_child",
    [("政府工作报告", False), ("<html><body><p>政府工作报告", True), ("%PDF-1.7", True)],
)
def test_only_what_is_text_indeed_is_read_without_a_child(tmp_path, monkeypatch, data, is_child):
    asked = []
    monkeypatch.setattr(watching, "_run", lambda *task: asked.append(task[0]))
    path = tmp_path / "a.txt"
    path.write_text(data, encoding="utf-8")
    watching.read(path)
    assert asked == [worker.read] * is_child


def test_the_last_words_of_a_child_are_told_where_it_reads_no_document(child, monkeypatch):
    child.end()
    words = "import sys; sys.stderr.buffer.write(b'first\\n\\xff\\n'); sys.exit('two words')"
    monkeypatch.setattr(watching, "_CHILD", words)
    with pytest.raises(EndedError) as ended:
        watching._Child().do(worker.read, ("a.txt", b""), Limits())
    assert ended.value.reason == "the process that read it ended with status 1 (two words)"
    assert ended.value.document is None and not ended.value.by_limit


def test_the_last_words_of_a_child_that_reads_a_document_are_its_own(child):
    child.errors.write(b"words of a package \xff\n")
    child.at = watching._At(3, 0.0, 0)
    child.process.kill()
    reason = child._died().reason
    status = 1 if os.name == "nt" else -signal.SIGKILL
    assert reason == f"the process that read it ended with status {status}"


def test_a_child_that_is_gone_before_its_task_is_let_go_of(child):
    child.process.kill()
    child.process.wait()
    with pytest.raises(EndedError, match="ended with status"):
        child.do(worker.read, ("a.txt", b""), Limits())
    child.end()
    assert child not in watching._started and child.errors.closed


def test_what_no_task_should_raise_comes_back_in_our_words():
    with pytest.raises(CorpusError, match=r"int: it cannot be read \(TypeError: "):
        watching._run(int, ("x",), Limits())


def test_a_document_that_begins_late_is_watched_all_the_same(child):
    idle, old = watching._At(None, 0.0, 0), watching._At(3, -1e9, 0)

    class Done:
        """Over after the third look; a document has begun by the second."""

        looks = 0

        def wait(self, seconds):
            self.looks += 1
            child.at = old if self.looks > 1 else idle
            return self.looks > 3

    child._watch(Limits(seconds=1), Done())
    assert (child.passed.document, child.passed.by_limit) == (3, True)
