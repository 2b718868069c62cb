"""The models of co-operation (`domain.md`, "Four co-operation models to serve")."""

from enum import StrEnum
from typing import Final


class Model(StrEnum):
    """After the prefecture that first did it so."""

    EHIME = "ehime"
    HIROSHIMA = "hiroshima"
    KUMAMOTO = "kumamoto"
    NAGANO = "nagano"
    OTHER = "other"


MODELS: Final = {
    Model.EHIME: "専門人材を県と市町で共有する",
    Model.HIROSHIMA: "県と市町で共同採用し、順に派遣する",
    Model.KUMAMOTO: "県内企業の人材が全市町村を訪ねる",
    Model.NAGANO: "広域の組合が採用と調達を担う",
    Model.OTHER: "そのほか",
}
