from cleaners.workers.attempt import Failure, attempt
from tests.cleaners.workers.work import double, misbehave


def test_an_attempt_in_the_same_process_has_the_same_failures() -> None:
    assert attempt(double, 2) == 4
    failure = attempt(misbehave, "raise")
    assert isinstance(failure, Failure)
    assert failure.reason == "error"
