"""A model on a server as a ``Chat``: questions side by side, answers in their order.

Servers that speak OpenAI's protocol each do a part of it: what one can do is found out by what
comes back, and remembered.
"""

from __future__ import annotations

from collections.abc import Sequence

from adtool.chat.address import Address
from adtool.chat.chat import Answer, Question, Sampling
from adtool.chat.client import ServerClient, connected, in_a_loop
from adtool.chat.completions import UnusableError, answer_in, refused_in, request_for
from adtool.chat.error import ServerError, unavailable
from adtool.progress import Progress
from adtool.settings import ChatSettings

OF_ALL = {"gone", "key", "missing", "elsewhere", "foreign"}
"""What is wrong with a server, and not with a question."""

IN_A_ROW = 3
"""Different questions that are lost one after the other before a server is given up."""

AGAIN = 1
"""How often a question is asked again whose answer is none; a narrator asks again by itself."""


class EndpointChat:
    """A model on a server.

    Args:
        address: the server's.
        served: what the server calls the model.
        settings: how it is asked.
        name: what the user called it.
    """

    sees = True

    def __init__(self, address: Address, served: str, settings: ChatSettings, name: str) -> None:
        self.name = name
        self.identity = f"{address.url} {served}"
        self._address = address
        self._served = served
        self._settings = settings
        self._refused: frozenset[str] = frozenset()
        self._lost: dict[int, Question] = {}
        self._told = False

    def answer(
        self, questions: Sequence[Question], sampling: Sequence[Sampling], progress: Progress
    ) -> list[Answer]:
        """Answer each question by itself; see ``Chat``.

        Raises:
            UnavailableError: if the server is gone, refuses all questions for a reason that lies
                in none of them, or has lost several in a row.
        """
        asked = list(zip(questions, sampling, strict=True))
        if not asked:
            return []
        self._tell(questions, progress)
        outcomes = in_a_loop(lambda: self._ask_all(asked))
        self._judge(questions, outcomes)
        return [
            Answer(fault=f"The server {outcome.said}.")
            if isinstance(outcome, ServerError)
            else outcome
            for outcome in outcomes
        ]

    def _tell(self, questions: Sequence[Question], progress: Progress) -> None:
        """Say once that the film leaves this machine."""
        if not (self._told or self._address.here):
            what = "Pictures of" if any(one.pictures for one in questions) else "Words about"
            progress.note(f"{what} the film are sent to {self._address.host}.")
            self._told = True

    async def _ask_all(
        self, asked: Sequence[tuple[Question, Sampling]]
    ) -> list[Answer | ServerError]:
        from anyio import CapacityLimiter, create_task_group

        outcomes: dict[int, Answer | ServerError] = {}
        places = CapacityLimiter(self._settings.parallel)

        async def ask(number: int) -> None:
            async with places:
                outcomes[number] = await self._outcome(client, *asked[number])
            if _is_gone(outcomes[number]):
                group.cancel_scope.cancel()

        connection = connected(self._address, self._settings.tries)
        async with connection as client, create_task_group() as group:
            for number in range(len(asked)):
                group.start_soon(ask, number)
        gone = [outcome for outcome in outcomes.values() if _is_gone(outcome)]
        return gone or [outcomes[number] for number in range(len(asked))]

    async def _outcome(
        self, client: ServerClient, question: Question, sampling: Sampling
    ) -> Answer | ServerError:
        for _ in range(1 + AGAIN):
            try:
                return answer_in(await self._reply(client, question, sampling))
            except UnusableError as error:
                lost = ServerError("unusable", str(error))
            except ServerError as error:
                lost = error
            if lost.kind != "unusable":
                break
        return lost

    async def _reply(self, client: ServerClient, question: Question, sampling: Sampling) -> bytes:
        """Ask, without what the server turns out not to take."""
        from anyio.to_thread import run_sync

        refused = self._refused
        while True:
            # pictures are compressed aside, while other answers come
            request = await run_sync(request_for, question, sampling, self._served, refused)
            try:
                reply = await client.complete(request, self._settings.patience)
            except ServerError as error:
                name = refused_in(error.body, refused) if error.kind == "refused" else ""
                if not name:
                    raise
                refused |= {name}
            else:
                self._refused |= refused
                return reply

    def _judge(
        self, questions: Sequence[Question], outcomes: Sequence[Answer | ServerError]
    ) -> None:
        """Give a server up that answers nothing any more."""
        lost = [outcome for outcome in outcomes if isinstance(outcome, ServerError)]
        if len(lost) < len(outcomes):
            self._lost = {}
            return
        self._lost |= {id(question): question for question in questions}
        if all(one.kind in OF_ALL for one in lost) or len(self._lost) >= IN_A_ROW:
            raise unavailable(lost[0], self._address, begun=True)


def _is_gone(outcome: Answer | ServerError) -> bool:
    return isinstance(outcome, ServerError) and outcome.kind == "gone"
