"""The checks of `graphs`.

A check is a pytest function; its docstring is the sentence the learner reads about it.
"""

from __future__ import annotations

from assignments.graphs.hidden.laws import calls_bprop_once_per_node, is_topological
from autograder.authoring import Attempt, check


@check("topological_order")
def test_topological_order_parents_first(attempt: Attempt) -> None:
    """Every node stands in the order once, after its parents."""
    attempt.obeys(is_topological)


@check("topological_order")
def test_topological_order_cycle(attempt: Attempt) -> None:
    """A graph with a cycle is refused with a `ValueError`."""
    attempt.refuses("refused")


@check("forward")
def test_forward_values(attempt: Attempt) -> None:
    """Every node gets its value."""
    attempt.agrees("values")


@check("forward")
def test_forward_any_order(attempt: Attempt) -> None:
    """The nodes may stand in the graph in any order."""
    attempt.agrees("values", kind="unordered")


@check("forward")
def test_forward_refusals(attempt: Attempt) -> None:
    """A missing input is a `KeyError` and an unknown op a `ValueError`, each with the name."""
    attempt.refuses("refused")


@check("bprop", share=2)
def test_bprop_gates(attempt: Attempt) -> None:
    """`add`, `mul` and `neg` hand on the right gradients."""
    attempt.agrees("gradients")


@check("bprop", share=2)
def test_bprop_choices(attempt: Attempt) -> None:
    """`max` and `relu` let the gradient through where it belongs, and nowhere else."""
    attempt.agrees("gradients", kind="choice")


@check("bprop", share=2)
def test_bprop_matmul(attempt: Attempt) -> None:
    """`matmul` hands the right gradient to each matrix."""
    attempt.agrees("gradients", kind="matmul")


@check("bprop")
def test_bprop_smooth(attempt: Attempt) -> None:
    """`tanh`, `exp`, `log`, `sum` and `reciprocal` hand on the right gradient."""
    attempt.agrees("gradients", kind="smooth")


@check("bprop")
def test_bprop_refusal(attempt: Attempt) -> None:
    """An op without a gradient is refused with a `ValueError` that names it."""
    attempt.refuses("refused")


@check("numerical_gradient")
def test_numerical_gradient_values(attempt: Attempt) -> None:
    """Central differences of the given width approximate the gradient."""
    attempt.agrees("gradient")


@check("numerical_gradient")
def test_numerical_gradient_leaves_x(attempt: Attempt) -> None:
    """`x` is left exactly as it was, and the gradient is right."""
    attempt.agrees("gradient")
    attempt.leaves_arguments_alone()


@check("relative_error")
def test_relative_error_values(attempt: Attempt) -> None:
    """The ratio of norms is right, also for zeros; different shapes are refused."""
    attempt.agrees("error")
    attempt.refuses("refused")


@check("backward", share=2)
def test_backward_gradients(attempt: Attempt) -> None:
    """The gradient with respect to every input that is asked for is right."""
    attempt.agrees("gradients")


@check("backward")
def test_backward_unconnected(attempt: Attempt) -> None:
    """Nodes that play no part get zeros; those in the middle and the output get gradients, too."""
    attempt.agrees("gradients", kind="unconnected")


@check("backward")
def test_backward_each_edge_once(attempt: Attempt) -> None:
    """A node is visited once, however many paths lead to it, and only if it matters."""
    attempt.agrees("gradients", kind="counted")
    attempt.obeys(calls_bprop_once_per_node, kind="counted")


@check("backward")
def test_backward_gradient_check(attempt: Attempt) -> None:
    """The gradients together are those of `forward`."""
    attempt.is_gradient()


@check("jacobian", share=2)
def test_jacobian_values(attempt: Attempt) -> None:
    """One row for each element of the output, one column for each of `wrt`, all right."""
    attempt.agrees("jacobian")


@check("jacobian")
def test_jacobian_names(attempt: Attempt) -> None:
    """Nodes that you add have names that are not in the graph yet, whatever is in it."""
    attempt.agrees("jacobian", kind="taken")


@check("jacobian")
def test_jacobian_refusal(attempt: Attempt) -> None:
    """An op without a gradient is refused with a `ValueError` that names it."""
    attempt.refuses("refused")


@check("naive_cost")
def test_naive_cost_count(attempt: Attempt) -> None:
    """The number of multiplications is exact."""
    attempt.agrees("cost")


@check("naive_cost")
def test_naive_cost_large(attempt: Attempt) -> None:
    """The cost is counted without computing the gradient, and without what plays no part."""
    attempt.agrees("cost", kind="edge")
    attempt.agrees("cost", kind="deep")


@check("table_cost")
def test_table_cost_count(attempt: Attempt) -> None:
    """The number of multiplications is exact."""
    attempt.agrees("cost")


@check("table_cost")
def test_table_cost_edges(attempt: Attempt) -> None:
    """What plays no part costs nothing, and a long chain is no trouble."""
    attempt.agrees("cost", kind="edge")
    attempt.agrees("cost", kind="deep")


@check("linear_backward")
def test_linear_backward_dx(attempt: Attempt) -> None:
    """`dx` is the gradient with respect to the input."""
    attempt.agrees("dx")


@check("linear_backward")
def test_linear_backward_dW(attempt: Attempt) -> None:
    """`dW` is the gradient with respect to the weights, summed over the batch."""
    attempt.agrees("dW")


@check("elementwise_backward", share=2)
def test_elementwise_backward_values(attempt: Attempt) -> None:
    """The slopes of all three functions are right."""
    attempt.agrees("dx")


@check("elementwise_backward")
def test_elementwise_backward_extreme(attempt: Attempt) -> None:
    """Elements of ±1000 give right answers without a warning."""
    attempt.agrees("dx", kind="extreme")
    attempt.warns_of_nothing()


@check("elementwise_backward")
def test_elementwise_backward_refusal(attempt: Attempt) -> None:
    """An unknown function is refused with a `ValueError` that names it."""
    attempt.refuses("refused")


@check("softmax_cross_entropy")
def test_softmax_cross_entropy_loss(attempt: Attempt) -> None:
    """The loss is right: a mean over the batch."""
    attempt.agrees("loss")


@check("softmax_cross_entropy")
def test_softmax_cross_entropy_dlogits(attempt: Attempt) -> None:
    """`dlogits` is the gradient of the loss."""
    attempt.agrees("dlogits")


@check("softmax_cross_entropy")
def test_softmax_cross_entropy_stable(attempt: Attempt) -> None:
    """Logits of ±1000 give the exact loss and gradient, without a warning."""
    attempt.agrees("loss", kind="extreme")
    attempt.agrees("dlogits", kind="extreme")
    attempt.warns_of_nothing()


@check("deep_forward", share=2)
def test_deep_forward_predictions(attempt: Attempt) -> None:
    """The predictions are right, whatever the layers."""
    attempt.agrees("predictions")


@check("deep_forward")
def test_deep_forward_plain(attempt: Attempt) -> None:
    """A network without biases and one with large logits are right, too."""
    attempt.agrees("predictions", kind="plain")


@check("deep_forward")
def test_deep_forward_refusal(attempt: Attempt) -> None:
    """An unknown activation is refused with a `ValueError` that names it."""
    attempt.refuses("refused")


@check("deep_backward")
def test_deep_backward_loss(attempt: Attempt) -> None:
    """The loss is the mean cross-entropy."""
    attempt.agrees("loss")


@check("deep_backward", share=2)
def test_deep_backward_weights(attempt: Attempt) -> None:
    """The gradients with respect to all weights are right."""
    attempt.agrees("gradients", only="dW")


@check("deep_backward", share=2)
def test_deep_backward_biases(attempt: Attempt) -> None:
    """The gradients with respect to all biases are right, with weight decay, too."""
    attempt.agrees("gradients", only="db")
    attempt.agrees("gradients", kind="decayed", only="db")


@check("deep_backward", share=3)
def test_deep_backward_decay(attempt: Attempt) -> None:
    """Weight decay is part of the loss, and of the gradients of the weights."""
    attempt.agrees("loss", kind="decayed")
    attempt.agrees("gradients", kind="decayed", only="dW")


@check("deep_backward", share=2)
def test_deep_backward_gradient_check(attempt: Attempt) -> None:
    """Finite differences through your own `deep_forward` confirm all gradients."""
    attempt.is_gradient()
