"""The trusted side of the sandbox: it starts workers, asks them, and believes nothing they say."""

from autograder.host.allowance import Allowance
from autograder.host.answers import CellResult, Reply
from autograder.host.failure import (
    CutOff,
    Exhausted,
    LayerMissing,
    LearnerFailure,
    Missing,
    OutOfMemory,
    Place,
    Raised,
    SandboxFault,
    TimedOut,
)
from autograder.host.layers import Layer
from autograder.host.limits import Limits
from autograder.host.sandbox import Sandbox, probe_layers
from autograder.host.worker import Worker

__all__ = [
    "Allowance",
    "CellResult",
    "CutOff",
    "Exhausted",
    "Layer",
    "LayerMissing",
    "LearnerFailure",
    "Limits",
    "Missing",
    "OutOfMemory",
    "Place",
    "Raised",
    "Reply",
    "Sandbox",
    "SandboxFault",
    "TimedOut",
    "Worker",
    "probe_layers",
]
