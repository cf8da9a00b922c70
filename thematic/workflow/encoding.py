"""Which sentence encoder a study uses: the one its last run of `thematic code` named, else the small one.

An encoder is named `small`, `large`, `none`, or by the folder of somebody's own model as `folder:PATH`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from thematic.workflow.suggesters import BUILT_IN

if TYPE_CHECKING:
    from thematic.model import Encoder, Progress
    from thematic.workflow.study import Study

__all__ = ["FOLDER", "LARGE", "NONE", "SMALL", "chosen_encoder", "encoder_of", "opened_encoder"]

SMALL, LARGE, NONE, FOLDER = "small", "large", "none", "folder:"
# One thread or two give the same vectors to the bit, two in about half the time.
_THREADS = 2


def chosen_encoder(study: Study) -> str:
    """Return the name of the encoder that the study uses."""
    return str(study.store.runs.last_settings(BUILT_IN).get("encoder") or SMALL)


def encoder_of(study: Study, on_progress: Progress | None = None, *, dry_run: bool = False) -> Encoder | None:
    """Return the study's encoder with the study's vectors as its cache; none where it wants or has none.

    A dry run changes nothing, so it keeps no vectors either.

    Raises:
        MissingExtra: the study uses the large encoder, and it is not installed here.
        InputError: the study uses somebody's own model, and it is not where it was.
    """
    return opened_encoder(study, chosen_encoder(study), on_progress, dry_run=dry_run)


def opened_encoder(
    study: Study, chosen: str, on_progress: Progress | None = None, *, dry_run: bool = False
) -> Encoder | None:
    """Return an encoder by its name. Raises as `encoder_of`."""
    from thematic.encoders import CachedEncoder, default_encoder

    cache = None if dry_run else study.store.vectors
    if chosen == NONE:
        return None
    if chosen == LARGE:
        from thematic.encoders.large import large_encoder

        return CachedEncoder(large_encoder(threads=_THREADS), cache, on_progress=on_progress)
    if chosen.startswith(FOLDER):
        from thematic.encoders.folder import FolderEncoder

        folder = Path(chosen.removeprefix(FOLDER))
        return CachedEncoder(FolderEncoder(folder, threads=_THREADS), cache, on_progress=on_progress)
    return default_encoder(cache, on_progress=on_progress, threads=_THREADS)
