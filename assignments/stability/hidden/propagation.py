"""Networks through which gradients go back."""

from __future__ import annotations

from assignments.stability.hidden.plans import Bounded, Network

JACOBIANS = (
    Network(title="4 units, 3 steps", n=4, T=3),
    Network(title="a single step", n=5, T=1),
    Network(title="two steps", n=3, T=2),
    Network(title="a single unit", n=1, T=4),
    Network(title="two units", n=2, T=6),
    Network(title="states near 1 and -1", n=5, T=3, activity=1.6, growth=2.5),
    Network(title="states near 0", n=6, T=4, activity=0.1),
    Network(title="weights far from symmetric", n=4, T=3, growth=0.6, shear=1.5),
    Network(title="many steps", n=3, T=14, activity=0.4, growth=1.5),
    Network(title="float32", n=6, T=5, dtype="float32"),
    Network(title="no states", n=4, T=0, kind="empty"),
    Network(title="no states, a single unit", n=1, T=0, kind="empty"),
)

NORMS = (
    Network(title="4 units, 5 steps", n=4, T=5),
    Network(title="a single step", n=5, T=1),
    Network(title="two steps", n=3, T=2),
    Network(title="a single unit", n=1, T=4),
    Network(title="two units", n=2, T=6),
    Network(title="states near 1 and -1", n=5, T=4, activity=1.6, growth=3.0),
    Network(title="states near 0", n=6, T=4, activity=0.1),
    Network(title="weights far from symmetric", n=4, T=3, growth=0.6, shear=1.5),
    Network(title="gradients that explode", n=5, T=12, activity=0.3, growth=1.8),
    Network(title="gradients that vanish", n=4, T=12, activity=0.8, growth=0.8),
    Network(title="float32", n=6, T=5, dtype="float32"),
)

BOUNDS = (
    Bounded(title="tanh, three steps", n=4, slope=1.0, distance=3),
    Bounded(title="sigmoid, two steps", n=5, slope=0.25, distance=2),
    Bounded(title="no step", n=3, slope=0.25, distance=0),
    Bounded(title="one step", n=4, slope=0.25, distance=1),
    Bounded(title="a single unit", n=1, slope=1.0, distance=4),
    Bounded(title="two units, another slope", n=2, slope=0.7, distance=5),
    Bounded(title="weights far from symmetric", n=4, slope=1.0, distance=2, growth=0.5, shear=2.0),
    Bounded(title="many steps, tanh", n=6, slope=1.0, distance=25, growth=0.6),
    Bounded(title="sigmoid, large weights", n=5, slope=0.25, distance=8, growth=3.0),
    Bounded(title="float32", n=7, slope=0.25, distance=6, growth=2.0, dtype="float32"),
    Bounded(title="a tanh network", n=5, slope=1.0, distance=4, kind="network", spread=0.6),
    Bounded(
        title="a tanh network with weights far from symmetric",
        n=4,
        slope=1.0,
        distance=3,
        growth=0.5,
        shear=1.5,
        kind="network",
        spread=0.1,
    ),
    Bounded(title="a sigmoid network", n=6, slope=0.25, distance=5, kind="network", spread=0.4),
    # Of a single unit, the Frobenius norm is the same, which is a bound, too.
    Bounded(
        title="a tanh network of one unit, with the steepest slopes",
        n=1,
        slope=1.0,
        distance=3,
        kind="network",
    ),
    Bounded(
        title="a sigmoid network of one unit, with the steepest slopes",
        n=1,
        slope=0.25,
        distance=2,
        growth=2.0,
        kind="network",
    ),
)
