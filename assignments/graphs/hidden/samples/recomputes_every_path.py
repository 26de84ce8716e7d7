# %% backward
def backward(graph, values, output, wrt):
    def reaches(name):
        return name in above or name == output

    above, todo = set(), [output]
    while todo:
        for parent in graph[todo.pop()][1]:
            if parent not in above:
                above.add(parent)
                todo.append(parent)

    def gradient(name):
        total = np.zeros(np.shape(values[name]))
        if name == output:
            total = total + 1
        for child, (op, parents) in graph.items():
            if name in parents and reaches(child):
                parent_values = [values[parent] for parent in parents]
                shares = bprop(op, parent_values, values[child], gradient(child))
                for parent, share in zip(parents, shares):
                    if parent == name:
                        total = total + share
        return total

    return {name: gradient(name) for name in wrt}
