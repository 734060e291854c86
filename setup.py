"""Adds the compiled modules of `cleaners/native` to the package; `pyproject.toml` has everything else.

They are optional: without a compiler or Cython the package is installed without them, and its Python code does their
work.
"""

from __future__ import annotations

from setuptools import Extension, setup

# Without contraction of a product and a sum into one operation, which some processors have, and which rounds only once.
_FLAGS = ["-O3", "-ffp-contract=off"]


def extensions() -> list[Extension]:
    """Return the extension modules, or none if Cython or the headers of lxml are absent."""
    try:
        import lxml
        from Cython.Build import cythonize
    except ImportError as error:
        print(f"newsgalley: {error.name} is not installed, so cleaners/native is not compiled")
        return []
    modules = [
        Extension(
            f"cleaners.native.{name}",
            [f"cleaners/native/{name}.pyx"],
            include_dirs=lxml.get_include(),
            extra_compile_args=_FLAGS,
            optional=True,
        )
        for name in ("blocks", "forest", "outline", "words")
    ]
    compiled: list[Extension] = cythonize(modules, build_dir="build/native", language_level=3, quiet=True)
    return compiled


setup(ext_modules=extensions())
