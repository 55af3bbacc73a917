"""Forward hooks: what layers say, by the names of their modules."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Callable

from stillwatch._arrays import Layer
from stillwatch._device import is_tensor
from stillwatch._record import ROLES, Activation

if TYPE_CHECKING:
    from stillwatch._tap import Tap

SILENT_STEPS = 3
"""After so many sampled steps a watched layer that has said nothing is told."""

_COMPILED = "_orig_mod"
"""The attribute under which ``torch.compile`` keeps the module that it compiled."""


class Watch:
    """The watched layers of one model."""

    def __init__(
        self,
        model: Any,
        layers: Sequence[str] | Mapping[str, str],
        role: str,
        *,
        name: str | None,
        frozen: bool | None,
        tap: Tap,
    ) -> None:
        if role not in ROLES:
            raise ValueError(f"role was {role!r}; must be {' or '.join(ROLES)}")
        if isinstance(layers, str):
            raise ValueError(f"layers was {layers!r}; must be a list of names, or names to names")
        model = _own(model)
        self.model = model
        self.role = role
        self.is_frozen = role == "teacher" if frozen is None else frozen
        self._tap = tap
        self._said: dict[str, Callable[[], Activation]] = {}
        self._silent = 0
        self._whole: dict[str, Any] | None = None
        names = dict(layers) if isinstance(layers, Mapping) else {layer: layer or "logits" for layer in layers}
        self._layers = {module: Layer(role, said, name, frozen=frozen) for module, said in names.items()}
        modules = _modules(model, list(names), tap.warn_once)
        self._handles = [modules[layer].register_forward_hook(self._hook(layer)) for layer in names]

    def _hook(self, name: str) -> Callable[[Any, Any, Any], None]:
        def hook(_module: Any, _inputs: Any, output: Any) -> None:
            if self._whole is not None:
                self._whole[name] = _tensor(output)
            elif self._tap.is_collecting:
                self._tap.guarded(lambda: self._keep(name, output))

        return _untraced(hook)

    def _keep(self, name: str, output: Any) -> None:
        # Reduced at once: what follows in the network may change it in place.
        self._said[name] = self._tap.reduce(self._layers[name], _tensor(output), is_whole=False)

    def take(self, sampled_step: int) -> list[Callable[[], Activation]]:
        """What the layers said last; warns of those that keep silent."""
        missing = [name for name in self._layers if name not in self._said]
        self._silent = self._silent + 1 if missing else 0
        if self._silent >= SILENT_STEPS:
            self._tap.warn_once(
                f"{self.role}: nothing came from {', '.join(map(repr, missing))} in {SILENT_STEPS} sampled steps; "
                "is the layer called in the forward pass, and was it watched before torch.compile?"
            )
        said, self._said = self._said, {}
        return [said[name] for name in self._layers if name in said]

    def evaluate(self, run: Callable[[], Any]) -> list[tuple[Layer, Any]]:
        """What the layers say while ``run`` evaluates the model; the training's outputs are left alone."""
        self._whole = {}
        try:
            run()
            return [(layer, self._whole[name]) for name, layer in self._layers.items()]
        finally:
            self._whole = None

    def remove(self) -> None:
        """Takes the hooks off."""
        for handle in self._handles:
            handle.remove()


def _untraced(hook: Callable[[Any, Any, Any], None]) -> Callable[[Any, Any, Any], None]:
    """A hook that ``torch.compile`` calls and does not trace: traced, it would have the model compiled anew whenever a
    step is or is not sampled."""
    compiler = getattr(sys.modules.get("torch"), "compiler", None)
    untraced: Callable[[Any, Any, Any], None] = hook if compiler is None else compiler.disable(hook)
    return untraced


def _own(model: Any) -> Any:
    """The model in ``DistributedDataParallel``: called by one rank alone, to probe it, the wrapper would wait for the
    others. The training may go on to call the wrapper; the hooks are in what it calls."""
    return model.module if type(model).__name__ == "DistributedDataParallel" else model


def _modules(model: Any, names: list[str], warn: Callable[[str], None]) -> dict[str, Any]:
    """The modules of these names, which are the same whether a module was compiled or not."""
    known: dict[str, Any] = {}
    inside = set()
    for path, module in model.named_modules():
        parts = path.split(".")
        name = ".".join(part for part in parts if part != _COMPILED)
        # A compiled module comes before the one that it compiled, and is what is called.
        known.setdefault(name, module)
        if _COMPILED in parts[:-1]:
            inside.add(name)
    absent = [name for name in names if name not in known]
    if absent:
        some = ", ".join(repr(name) for name in list(known)[:20])
        raise ValueError(f"layers had {', '.join(map(repr, absent))}; must be of the model: {some}")
    late = [name for name in names if name in inside]
    if late:
        # If the compiled code exists already, it may call them no more.
        warn(f"{', '.join(map(repr, late))}: the model was compiled before it is watched; watch it first")
    return {name: known[name] for name in names}


def _tensor(output: Any) -> Any:
    """The tensor of an output: itself, the first of a tuple, or what it calls ``logits`` or ``last_hidden_state``."""
    if is_tensor(output):
        return output.detach()
    for name in ("logits", "last_hidden_state"):
        named: Any = output.get(name) if isinstance(output, Mapping) else getattr(output, name, None)
        if is_tensor(named):
            return named.detach()
    if isinstance(output, (tuple, list)) and output:
        return _tensor(output[0])
    raise TypeError(f"output was a {type(output).__name__}; must be a tensor, or begin with one")
