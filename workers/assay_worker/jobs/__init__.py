"""Jobs: what a provider computes, from a program and its tensors to a committed trace.

    bundle = minilm.job(["A man is eating food."])          # or Lowering, for a program of one's own
    terms = bundle.terms(price, stake, deadline_at)         # to post it
    trace = run(bundle, job_id)                             # to do it
    compute.commit(job_id, trace.result_root, trace.root, trace.result_path)
"""

from .bundle import JobBundle
from .lowering import Lowering
from .run import Execute, Trace, run
from .store import Corrupted, NotStored, Store
from .tensors import Array, of_array, to_array

__all__ = ["Array", "Corrupted", "Execute", "JobBundle", "Lowering", "NotStored", "Store", "Trace", "of_array", "run", "to_array"]
