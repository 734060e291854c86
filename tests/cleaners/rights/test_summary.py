"""The status: a refusal outweighs a grant; a statement about a picture decides nothing."""

import pytest

from cleaners.record import RightsKind, RightsScope, RightsStatementRecord, RightsStatus
from cleaners.rights.statement import statement
from cleaners.rights.summary import status

CC = "https://creativecommons.org"


def of(
    kind: RightsKind, value: str, where: str = "meta:x", scope: RightsScope = "page", agents: tuple[str, ...] = ()
) -> RightsStatementRecord:
    return statement(kind, value, where, scope, agents)


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([], "unknown"),
        ([of("tdm_reservation", "1")], "reserved"),
        ([of("tdm_reservation", "0")], "open"),
        ([of("tdm_reservation", "1", "well-known:tdmrep.json"), of("tdm_reservation", "0", "meta:t")], "open"),
        ([of("tdm_reservation", "0", "meta:t"), of("tdm_reservation", "1", "header:t")], "open"),
        ([of("tdm_reservation", "1", "header:t"), of("tdm_reservation", "0", "well-known:t")], "reserved"),
        ([of("robots", "noai")], "reserved"),
        ([of("robots", "noai", agents=("GPTBot",))], "reserved"),
        ([of("robots", "noai", agents=("googlebot",))], "unknown"),
        ([of("robots", "noarchive"), of("robots", "nosnippet"), of("robots", "noimageai")], "unknown"),
        ([of("content_signal", "ai-train=no"), of("content_signal", "search=yes")], "reserved"),
        ([of("content_signal", "search=yes")], "unknown"),
        ([of("content_signal", "ai-train=yes")], "open"),
        ([of("content_usage", "train-ai=n")], "reserved"),
        ([of("content_usage", "search=n")], "unknown"),
        ([of("content_usage", "train-ai=y")], "open"),
        ([of("ai_agents", "disallow", agents=("GPTBot",))], "reserved"),
        ([of("ai_agents", "disallow", agents=("ChatGPT-User",))], "unknown"),
        ([of("ai_agents", "allow", agents=("GPTBot",))], "unknown"),
        ([of("licence", f"{CC}/licenses/by-sa/4.0/deed.de")], "open"),
        ([of("licence", f"{CC}/publicdomain/zero/1.0/")], "open"),
        ([of("licence", f"{CC}/licenses/by-nc-nd/4.0/")], "unknown"),
        ([of("licence", "https://www.example.org/licence")], "unknown"),
        ([of("licence", f"{CC}/licenses/by/4.0/", scope="part")], "unknown"),
        ([of("licence", f"{CC}/licenses/by/4.0/"), of("content_signal", "ai-train=no")], "reserved"),
        ([of("rsl", "https://www.example.org/rsl.xml")], "unknown"),
        ([of("copyright_notice", "© 2026 The Harbour Times. All rights reserved.")], "unknown"),
    ],
)
def test_statements_add_up_to_one_status(statements: list[RightsStatementRecord], expected: RightsStatus) -> None:
    assert status(statements) == expected
