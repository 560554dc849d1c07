"""The worker's jobs on many machines (docs/scale.md): the same job functions, run as Ray tasks.

material.py    a job's tensors on their way between machines: arrays, checked against their roots on arrival
task.py        what a node does: `jobs.run.run`, no more
cluster.py     the executor that a Provider's or Verifier's Evidence calls
namespaces.py  the command that shows it: two machines made of namespaces, one of which loses power

Needs the extra `ray`; importing this package alone does not.
"""
