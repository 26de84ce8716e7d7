"""What the content of a course may use of the engine: how exercises, cases and checks are written.

Nothing else of the engine is meant for it.
"""

from __future__ import annotations

from autograder.compare.difference import NUMERIC_KINDS, difference, kind_of, same_answer
from autograder.compare.distance import norm_ratio
from autograder.compare.tolerance import ANSWER, answer_threshold
from autograder.graders.attempt import Attempt
from autograder.graders.batch import BATCHES, Batch
from autograder.graders.cases import Random, generator
from autograder.graders.check import check
from autograder.graders.code import Code
from autograder.graders.exercise import Array, Assignment, Case, Exercise, Forward, Inputs
from autograder.graders.failure import Wrong
from autograder.graders.function import Fold, Product, Waves
from autograder.graders.leaves import Path, at, leaves, titled
from autograder.graders.outputs import named_outputs, real_array, unpacked, whole
from autograder.graders.sizes import SIZES, Sizes, large_network
from autograder.graders.sketch import Graph, Sketch
from autograder.graders.sketches import product_of_matrices, sketches
from autograder.messages import Message
from autograder.sandbox.wire import Seed

__all__ = [
    "ANSWER",
    "BATCHES",
    "NUMERIC_KINDS",
    "SIZES",
    "Array",
    "Assignment",
    "Attempt",
    "Batch",
    "Case",
    "Code",
    "Exercise",
    "Fold",
    "Forward",
    "Graph",
    "Inputs",
    "Message",
    "Path",
    "Product",
    "Random",
    "Seed",
    "Sizes",
    "Sketch",
    "Waves",
    "Wrong",
    "answer_threshold",
    "at",
    "check",
    "difference",
    "generator",
    "kind_of",
    "large_network",
    "leaves",
    "named_outputs",
    "norm_ratio",
    "product_of_matrices",
    "real_array",
    "same_answer",
    "sketches",
    "titled",
    "unpacked",
    "whole",
]
