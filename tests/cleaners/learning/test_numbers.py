import math

import numpy as np

from cleaners.learning.numbers import signed_log


def test_the_logarithm_keeps_the_sign():
    assert signed_log(np.array([-2.0, 0.0, 2.0])).tolist() == [-math.log(3), 0.0, math.log(3)]


def test_single_precision_stays_single():
    assert signed_log(np.ones(1, np.float32)).dtype == np.float32
