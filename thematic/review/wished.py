"""What a sitting goes through: suggestions, the planned overlap, what others coded, or nothing but the talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.workflow.overlap import planned_queue
from thematic.workflow.practice import practice_queue
from thematic.workflow.queueing import queue_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thematic.review.views import Wish
    from thematic.store import StoredSuggestion
    from thematic.workflow.queueing import Unsuggested
    from thematic.workflow.study import Study

__all__ = ["wished"]


def wished(study: Study, coder: str, wish: Wish) -> Sequence[StoredSuggestion | Unsuggested]:
    """Return what a coder wishes to go through and has not settled, in its order."""
    if wish.read:
        return []
    if wish.plan:
        return planned_queue(study, coder)
    if wish.practice:
        return practice_queue(study, coder, wish.practice)
    return queue_of(study, coder, wish.order, wish.share)
