"""Answers to the questions of pages, kept while the generation they are of is served."""

from __future__ import annotations

from collections import OrderedDict

from regesta.graph.serve.workers.answering import Answer, Question


class KeptAnswers:
    """The answers used last, of one generation, up to so many bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._mark, self._size = "", 0
        self._kept: OrderedDict[Question, Answer] = OrderedDict()

    def get(self, mark: str, question: Question) -> Answer | None:
        """The answer kept for a question to the generation of that mark; None where there is none."""
        self._turn(mark)
        found = self._kept.get(question)
        if found is not None:
            self._kept.move_to_end(question)
        return found

    def keep(self, mark: str, question: Question, answer: Answer) -> None:
        """Keep an answer; one that lies in a file, or is large, is not kept, and those used longest ago make
        room."""
        self._turn(mark)
        if answer.file or len(answer.body) > self._most // 16 or question in self._kept:
            return
        self._kept[question] = answer
        self._size += len(answer.body)
        while self._size > self._most:
            _, gone = self._kept.popitem(last=False)
            self._size -= len(gone.body)

    def _turn(self, mark: str) -> None:
        """Forget everything when another generation is served."""
        if mark != self._mark:
            self._kept.clear()
            self._mark, self._size = mark, 0
