"""The operators as CUDA kernels: the bits of docs/operators.md, computed the way a GPU is fast at.

    from assay_worker.ops.cuda import launch
    y = launch.execute(operator, [x, weights, bias])     # raises launch.NoDevice where there is no GPU

As of now these kernels have been compiled (PTX and machine code, compute capabilities 7.5 to 12.1) and emulated on a CPU,
bit for bit against the CPU operators. **They have never run on a GPU.** No speed is claimed for them.

kernels.cu    the kernels; the scalar functions are ../native/functions.h
compile.py    NVRTC, and the check that the PTX rounds only where the source does
plan.py       operator -> kernel, grid and shape struct; shared by the two machines below
launch.py     a GPU through the driver API
emulate.py    the same PTX on the CPU, for tests (emulator.h is its C side)

Needs the extra `cuda` (nvidia-cuda-nvrtc-cu12, cuda-bindings); importing this package alone does not.
"""
