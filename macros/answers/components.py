"""A model in, its list of components out: what was judged by hand, else what its other facts imply."""

from __future__ import annotations

from dataclasses import dataclass

from macros.facts.catalog import Catalog
from macros.facts.schema.license import License
from macros.facts.schema.model import Component, Model

WEIGHTS = "model-parameters-final"
DATA, CODE, CHECKPOINTS = "datasets", "training-code", "model-parameters-intermediate"
_PRESENT = {"open": "yes", "gated": "yes", "request": "partial", "none": "no", "withdrawn": "no"}
_ACCESS = {"open": "open", "gated": "gated", "request": "request"}


@dataclass(frozen=True)
class Piece:
    """One component as the definitions see it. None is unknown, everywhere."""

    id: str
    present: str | None = None
    access: str | None = None
    license: License | None = None
    unlicensed: bool = False
    url: str | None = None
    shows: str | None = None
    source: str | None = None
    implied: bool = False

    @property
    def recorded(self) -> bool:
        """Whether anything at all is known about it."""
        return self.present is not None or self.license is not None or self.unlicensed

    @property
    def open(self) -> bool | None:
        """Whether its license grants the four freedoms for any purpose; None if no license is known."""
        if self.license is not None:
            return grants_freedoms(self.license)
        return False if self.unlicensed else None

    @property
    def approved(self) -> bool | None:
        """Whether its license is approved by the Open Source Initiative; None if no license is known."""
        if self.license is not None:
            return str(self.license.osi_approved) == "yes"
        return False if self.unlicensed else None


@dataclass(frozen=True)
class Pieces:
    """All components of one model, by id, and how its training data is described."""

    by_id: dict[str, Piece]
    description: str | None = None
    public_listed: str | None = None
    obtainable_listed: str | None = None

    def __getitem__(self, id: str) -> Piece:
        return self.by_id.get(id, Piece(id))


def grants_freedoms(license: License) -> bool:
    """Use, study, change and sharing for any purpose, with no limit of size, place or use."""
    free = license.freedoms
    return license.category == "open-source" and "no" not in (free.use, free.study, free.modify, free.share)


def pieces(catalog: Catalog, model: Model) -> Pieces:
    """The model's components; the final weights follow from `availability` and `license` where nobody judged them."""
    found = {id: _judged(catalog, id, component) for id, component in model.components.items()}
    if WEIGHTS not in found:
        found[WEIGHTS] = _implied(catalog, model)
    elif found[WEIGHTS].license is None and not found[WEIGHTS].unlicensed:
        implied = _implied(catalog, model)
        judged = found[WEIGHTS]
        found[WEIGHTS] = Piece(**{**judged.__dict__, "license": implied.license})
    data = model.data_information
    return Pieces(
        found,
        data.description if data else None,
        data.public_listed if data else None,
        data.obtainable_listed if data else None,
    )


def _judged(catalog: Catalog, id: str, part: Component) -> Piece:
    license = catalog.licenses[part.license] if part.license else None
    return Piece(id, part.present, part.access, license, part.unlicensed == "yes", part.url, part.shows, part.source)


def _implied(catalog: Catalog, model: Model) -> Piece:
    terms = model.license.weights if model.license else None
    weights = model.availability.weights
    return Piece(
        WEIGHTS,
        _PRESENT.get(weights),
        _ACCESS.get(weights),
        catalog.licenses[terms] if terms else None,
        url=model.availability.weights_url,
        source=next(iter(model.sources_of("availability.weights")), None),
        implied=True,
    )


def rebuild(model: Model) -> str | None:
    """A word of `rebuilding`: what of the training is published; None where it is unknown."""
    data, code, checkpoints = (part.present if (part := model.components.get(id)) else None for id in (DATA, CODE, CHECKPOINTS))
    if "no" in (data, code):
        return "no"
    if data is None or code is None:
        return None
    if "partial" in (data, code):
        return "part"
    return "whole" if checkpoints == "yes" else "data-and-code"
