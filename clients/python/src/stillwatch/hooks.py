"""Hooks on the modules of the watched models."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from stillwatch.guard import never_raises, warn_once
from stillwatch.record import Role

_ROLES: tuple[Role, ...] = ("teacher", "student")

# Steps at which a layer may be silent before somebody is told.
_PATIENCE = 20


@dataclass
class Watched:
    """A model, its layers by the name they are sent under, and what they said last."""

    model: Any
    layers: dict[str, Any]
    said: dict[str, Any] = field(default_factory=dict)
    silent: dict[str, int] = field(default_factory=dict)


class Watches:
    """The watched models, by role. ``keep`` makes of an output what is kept of it."""

    def __init__(self, keep: Callable[[Any], Any]) -> None:
        self._keep = keep
        self._listening = True
        self._by_role: dict[Role, Watched] = {}
        self._handles: list[Any] = []

    def add(self, model: Any, layers: Sequence[str] | Mapping[str, str], role: Role | None) -> None:
        """Put hooks on a model's modules."""
        chosen = role or next((r for r in _ROLES if r not in self._by_role), None)
        if chosen is None or chosen in self._by_role:
            raise ValueError(f"role was {role!r}; a model is watched as that already")
        watched = Watched(model, _modules(model, layers))
        self._by_role[chosen] = watched
        for name, module in watched.layers.items():
            self._handles.append(module.register_forward_hook(self._hook(watched, name)))

    def of(self, role: Role) -> Watched:
        """The model of a role; ``ValueError`` where none is watched."""
        if role not in self._by_role:
            raise ValueError(f"no {role} is watched; call watch for it first")
        return self._by_role[role]

    def listen(self, listening: bool) -> None:
        """Whether the next outputs are kept; what was kept is forgotten."""
        self._listening = listening
        for watched in self._by_role.values():
            watched.said.clear()

    def collected(self) -> dict[Role, dict[str, Any]] | None:
        """What all layers said since the last step; none where one said nothing."""
        complete = len(self._by_role) == len(_ROLES)
        for role, watched in self._by_role.items():
            for name in watched.layers:
                if name in watched.said:
                    watched.silent[name] = 0
                    continue
                complete = False
                watched.silent[name] = watched.silent.get(name, 0) + 1
                if watched.silent[name] == _PATIENCE:
                    _warn_of_silence(role, name)
        if not complete:
            return None
        return {role: dict(watched.said) for role, watched in self._by_role.items()}

    @contextmanager
    def elsewhere(self) -> Iterator[None]:
        """What is said meanwhile does not belong to the training batch."""
        was, self._listening = self._listening, False
        try:
            yield
        finally:
            self._listening = was

    def remove(self) -> None:
        """Take all hooks off."""
        for handle in self._handles:
            handle.remove()
        self._handles.clear()

    def _hook(self, watched: Watched, name: str) -> Callable[[Any, Any, Any], None]:
        @never_raises
        def hook(module: Any, inputs: Any, output: Any) -> None:
            del module, inputs
            if self._listening:
                watched.said[name] = self._keep(tensor_of(output))

        return hook


def tensor_of(output: Any) -> Any:
    """The tensor in a module's output: itself, or the first found in a tuple or mapping."""
    if hasattr(output, "shape"):
        return output
    for name in ("logits", "last_hidden_state"):
        if getattr(output, name, None) is not None:
            return getattr(output, name)
    values = output.values() if isinstance(output, Mapping) else output
    if isinstance(values, (str, bytes)) or not hasattr(values, "__iter__"):
        raise ValueError(f"a watched layer's output was {type(output).__name__}; must hold a tensor")
    return tensor_of(next(iter(values)))


def unwrapped(model: Any) -> Any:
    """The model below wrappers of compilation and of parallel training."""
    if hasattr(model, "_orig_mod"):
        warn_once(
            "a model was compiled before it is watched: code that is compiled already may run past "
            "the hooks; call watch before torch.compile"
        )
        return unwrapped(model._orig_mod)
    if type(model).__name__ in ("DistributedDataParallel", "DataParallel"):
        return unwrapped(model.module)
    return model


def _modules(model: Any, layers: Sequence[str] | Mapping[str, str]) -> dict[str, Any]:
    known = dict(unwrapped(model).named_modules())
    if isinstance(layers, str):
        raise ValueError(f"layers was the text {layers!r}; must be a list of names, or a mapping")
    named = layers if isinstance(layers, Mapping) else {name or "output": name for name in layers}
    if not named:
        raise ValueError("layers was empty; must name at least one module")
    chosen = {}
    for name, module in named.items():
        if module not in known:
            some = ", ".join(sorted(n for n in known if n)[:20])
            raise ValueError(f"layers named {module!r}; must be of {some} ... (or '' for the model)")
        inner = known[module]
        if module and hasattr(inner, "_orig_mod"):
            inner = unwrapped(inner)
        chosen[name] = inner
    return chosen


def _warn_of_silence(role: Role, name: str) -> None:
    warn_once(
        f"the {role}'s layer {name!r} said nothing at {_PATIENCE} sampled steps; is it called, and was "
        "the model compiled before it was watched?"
    )
