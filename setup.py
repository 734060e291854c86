"""Adds the compiled modules of `cleaners/native` to the package; `pyproject.toml` has everything else.

They are optional: where they cannot be compiled, the package is installed without them, and its Python code does their
work.
"""

from __future__ import annotations

import sysconfig
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

MODULES = ("blocks", "columns", "forest", "index", "outline", "spans", "texts", "words")
# Without contraction of a product and a sum into one operation, which some processors have, and which rounds only once.
_FLAGS = ["-O3", "-ffp-contract=off"]


class BuildIfPossible(build_ext):
    """Compiles each module, and says so if it cannot."""

    def build_extension(self, ext: Extension) -> None:
        """Compile a module. Any error counts, because compilers fail in many ways.

        What an earlier build left in the source tree is deleted after an error, because it would hide the error: a test
        fails if a module is missing where there is a compiler.
        """
        try:
            super().build_extension(ext)
        except Exception as error:  # noqa: BLE001
            print(f"newsgalley: {ext.name} is not compiled, so cleaning takes longer: {error}")
            compiled = Path(*ext.name.split(".")).with_suffix(str(sysconfig.get_config_var("EXT_SUFFIX")))
            compiled.unlink(missing_ok=True)


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
        )
        for name in MODULES
    ]
    compiled: list[Extension] = cythonize(modules, build_dir="build/native", language_level=3, quiet=True)
    for module in compiled:
        module.optional = True  # Cython does not copy it, and setuptools would miss the files that are not built
    return compiled


setup(ext_modules=extensions(), cmdclass={"build_ext": BuildIfPossible})
