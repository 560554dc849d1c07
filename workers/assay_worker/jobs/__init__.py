"""Jobs: what a provider computes, from a program and its tensors to a committed trace.

- `minilm.job(sentences)`, or `Lowering` for a program of one's own, gives a `JobBundle`; its `terms(..)` post it;
- `run(bundle, job_id)` gives a `Trace`: `result_root`, `root` and `result_path` are the arguments of `compute.commit`;
- `Store(directory)` keeps bundles on disk and loads them again by their terms, verified.
"""

from .bundle import JobBundle
from .lowering import Lowering
from .run import Execute, Trace, run
from .store import Corrupted, NotStored, Store
from .tensors import Array, of_array, to_array

__all__ = ["Array", "Corrupted", "Execute", "JobBundle", "Lowering", "NotStored", "Store", "Trace", "of_array", "run", "to_array"]
