"""The untrusted side: a warm process forks workers that hold learners' code and nothing else."""
