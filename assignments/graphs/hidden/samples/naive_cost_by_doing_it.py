# %% naive_cost
def naive_cost(graph, source, output):
    def reaches(name):
        return name == output or any(reaches(c) for c in graph if name in graph[c][1])

    if source == output:
        return 0
    cost = 0
    for child in graph:
        if reaches(child):
            for parent in graph[child][1]:
                if parent == source:
                    cost += 1 + naive_cost(graph, child, output)
    return cost
