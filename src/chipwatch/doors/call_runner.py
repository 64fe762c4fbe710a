"""Run calls in threads: a few at once, and one that is cancelled without waiting for it."""

from collections.abc import Callable
from typing import Any, TypeVar

from anyio import CapacityLimiter, from_thread, to_thread

T = TypeVar("T")


class CallRunner:
    """Runs functions in threads of their own, at most so many at once; others wait their turn.

    A cancelled call is waited for no longer, but keeps its place until its thread has ended: who
    cancels again and again gets no more threads by it.
    """

    def __init__(self, max_running_calls: int) -> None:
        self._places = CapacityLimiter(max_running_calls)

    async def run(self, function: Callable[..., T], *values: Any) -> T:  # noqa: ANN401 - those of the function
        """Run a function in a thread, and give what it returns."""
        place = object()
        has_begun = False

        def run_and_leave() -> T:
            nonlocal has_begun
            has_begun = True
            try:
                return function(*values)
            finally:
                from_thread.run_sync(self._places.release_on_behalf_of, place)

        await self._places.acquire_on_behalf_of(place)
        try:
            return await to_thread.run_sync(run_and_leave, abandon_on_cancel=True)
        except BaseException:
            if not has_begun:
                self._places.release_on_behalf_of(place)
            raise
