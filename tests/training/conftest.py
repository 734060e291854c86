"""Fixtures: libraries that fit models, imported only by the tests that use them."""

from __future__ import annotations

from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def lightgbm() -> ModuleType:
    module: ModuleType = pytest.importorskip("lightgbm", reason="LightGBM fits the models; it is in the group `train`")
    return module


@pytest.fixture(scope="session")
def sklearn() -> ModuleType:
    module: ModuleType = pytest.importorskip("sklearn", reason="scikit-learn fits models; it is in the group `train`")
    return module
