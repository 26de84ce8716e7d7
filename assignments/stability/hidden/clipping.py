"""Gradients that are too long, and some that are not."""

from __future__ import annotations

from assignments.stability.hidden.plans import Limited, Shortened, Step

LIMITS = (
    Limited(title="several arrays", limit=0.7),
    Limited(title="a single array", limit=0.5, shapes={"dW": (3, 5)}),
    Limited(title="a large and a small array", limit=1.0, scales=(6.0, 0.1, 0.8)),
    Limited(title="all elements within the range", limit=9.0),
    Limited(title="nearly all elements beyond", limit=0.02, shapes={"dV": (4, 2), "dby": (4, 1)}),
    Limited(title="only the largest beyond", limit=2.0, shapes={"dW": (8, 8)}),
    Limited(title="large numbers", limit=150.0, scales=(200.0, 90.0)),
    Limited(title="arrays of one and three axes", limit=0.6, shapes={"db": (7,), "dx": (2, 3, 4)}),
    Limited(title="a single number", limit=0.001, shapes={"dw": (1,)}),
    Limited(title="float32", limit=0.8, scales=(2.0, 1.0), dtype="float32"),
)

ALIKE = {f"dW{place}": (3, 3) for place in range(6)}
ONE_AND_THREE_AXES = {"db": (7,), "dx": (2, 3, 4)}
LENGTHS = (
    Shortened(title="several arrays", share=0.3),
    Shortened(title="a single array", share=0.6, shapes={"dW": (3, 5)}),
    Shortened(title="a large and a small array", share=0.5, scales=(5.0, 0.1, 1.0)),
    Shortened(title="each array within the limit, all together beyond", share=0.7, shapes=ALIKE),
    Shortened(
        title="each element within the limit, all together beyond",
        share=0.6,
        shapes={"dW": (9, 9), "dba": (9, 1)},
    ),
    Shortened(title="a norm a little above the limit", share=0.93),
    Shortened(title="a norm far above the limit", share=0.002, scales=(40.0, 90.0)),
    Shortened(title="arrays of one and three axes", share=0.4, shapes=ONE_AND_THREE_AXES),
    Shortened(title="a single number", share=0.35, shapes={"dw": (1,)}, scales=(3.0,)),
    Shortened(title="small gradients, a smaller limit", share=0.4, scales=(1e-4, 3e-4)),
    Shortened(title="float32", share=0.3, scales=(2.0, 1.0), dtype="float32"),
    Shortened(title="a norm far below the limit", share=3.0, kind="untouched"),
    Shortened(title="a norm a little below the limit", share=1.05, kind="untouched"),
    Shortened(title="below the limit, float32", share=2.0, kind="untouched", dtype="float32"),
    Shortened(
        title="a norm exactly at the limit",
        share=1.0,
        whole=((1, 2, 2), (4,), (12, 0)),
        kind="untouched",
    ),
    Shortened(
        title="a norm exactly at the limit, two arrays",
        share=1.0,
        whole=((2, 3, 6), (24, 0, 0)),
        kind="untouched",
    ),
    Shortened(title="all gradients zero", share=1.5, scales=(0.0,), kind="zero"),
    Shortened(
        title="a single gradient of zeros",
        share=0.8,
        scales=(0.0,),
        shapes={"dW": (2, 3)},
        kind="zero",
    ),
    Shortened(
        title="an element that is NaN", share=0.5, spoilt={"dW": float("nan")}, kind="refused"
    ),
    Shortened(
        title="NaN in the last array, a large limit",
        share=50.0,
        spoilt={"dba": float("nan")},
        kind="refused",
    ),
    Shortened(
        title="an element that is infinite", share=0.5, spoilt={"dU": float("inf")}, kind="refused"
    ),
    Shortened(
        title="minus infinity, a single array",
        share=0.4,
        shapes={"dW": (4, 4)},
        spoilt={"dW": -float("inf")},
        kind="refused",
    ),
    Shortened(
        title="infinity of both signs",
        share=0.5,
        spoilt={"dU": float("inf"), "dba": -float("inf")},
        kind="refused",
    ),
)

STEPS = (
    Step(title="an ordinary step", share=0.3, lr=0.8),
    Step(title="gradients below the limit", share=2.5, lr=0.5),
    Step(title="a single parameter", share=0.5, lr=0.6, shapes={"W": (3, 5)}),
    Step(title="each array within the limit", share=0.7, lr=0.7, shapes={"W": (3, 3), "V": (3, 3)}),
    Step(title="gradients of different scales", share=0.4, lr=0.3, scales=(9.0, 0.3, 2.0)),
    Step(title="a learning rate above 1", share=0.2, lr=1.7),
    Step(title="gradients far beyond the limit", share=0.01, lr=0.2, scales=(100.0, 50.0)),
    Step(title="a single number", share=0.6, lr=0.4, shapes={"w": (1,)}, scales=(3.0,)),
    Step(title="float32", share=0.3, lr=0.8, dtype="float32"),
    Step(
        title="gradients of the input and of the state, too",
        share=0.4,
        lr=0.7,
        extras={"dx": 1.0, "ds0": 2.0},
        kind="extras",
    ),
    Step(
        title="a huge gradient of the input",
        share=0.5,
        lr=0.6,
        extras={"dx": 200.0},
        kind="extras",
    ),
    Step(
        title="below the limit, but for the gradient of the input",
        share=1.5,
        lr=0.5,
        extras={"dx": 3.0},
        kind="extras",
    ),
    Step(
        title="NaN in the gradient of the input only",
        share=0.4,
        lr=0.8,
        extras={"dx": 1.0},
        spoilt={"dx": float("nan")},
        kind="extras",
    ),
    Step(title="NaN", share=0.5, lr=0.5, spoilt={"dW": float("nan")}, kind="refused"),
    Step(title="infinity", share=0.5, lr=0.5, spoilt={"dba": float("inf")}, kind="refused"),
    Step(
        title="minus infinity, other gradients, too",
        share=3.0,
        lr=0.5,
        extras={"dx": 1.0},
        spoilt={"dU": -float("inf")},
        kind="refused",
    ),
)
