"""Nothing that goes wrong in here may reach the training."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any, TypeVar

_log = logging.getLogger("stillwatch")
_Called = TypeVar("_Called", bound=Callable[..., Any])
_said: set[str] = set()


def never_raises(method: _Called) -> _Called:
    """Log what a method raises, each kind once in full, and return ``None`` instead."""

    @functools.wraps(method)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return method(*args, **kwargs)
        except Exception as error:
            warn_once(f"{method.__qualname__}: {type(error).__name__}: {error}", error)
            return None

    return guarded  # type: ignore[return-value]


def warn_once(what: str, error: BaseException | None = None) -> None:
    """Warn; the same words are not said twice."""
    if what not in _said:
        _said.add(what)
        _log.warning("%s", what, exc_info=error)
