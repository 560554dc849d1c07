"""What pyproject.toml cannot say: packages under two roots and the operators' C extension."""

from __future__ import annotations

import os
import platform
from pathlib import Path

from setuptools import Extension, find_packages, setup

ROOTS = {"assay": "clients", "assay_worker": "workers"}
NATIVE = Path("workers/assay_worker/ops/native")

# The operators define the bits of every result. A contracted multiply-add or a reordered sum is another number,
# so the compiler may vectorise but never fuse or reassociate.
EXACT = ["-O3", "-ffp-contract=off", "-fno-fast-math", "-std=c11", "-pthread", "-Wall", "-Wextra"]


def extensions() -> list[Extension]:
    if os.environ.get("ASSAY_SKIP_NATIVE"):  # `make setup` installs first and `make native` compiles
        return []
    sources = sorted(str(path) for path in NATIVE.glob("*.c"))
    if not sources:
        print(f"setup.py: no C sources in {NATIVE}: assay_worker.ops._native is NOT built")
        return []
    return [
        Extension(
            "assay_worker.ops._native",
            sources=sources,
            depends=sorted(str(path) for path in NATIVE.glob("*.h")),
            include_dirs=[str(NATIVE)],
            extra_compile_args=EXACT,
            extra_link_args=["-pthread"],
            libraries=["m"] if platform.system() == "Linux" else [],
        )
    ]


packages = [name for package, root in ROOTS.items() for name in [package, *(f"{package}.{sub}" for sub in find_packages(f"{root}/{package}"))]]

setup(
    packages=packages,
    package_dir={package: f"{root}/{package}" for package, root in ROOTS.items()},
    package_data={"": ["py.typed", "*.json", "*.cu", "*.cuh", "*.html", "*.js", "*.css", "*.svg", "generated/*.json", "deployments/*.json", "domains/*.json"]},
    ext_modules=extensions(),
)
