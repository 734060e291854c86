import pytest

from cleaners.islands.access import costs_money


@pytest.mark.parametrize(
    "story",
    [{"isPremium": True}, {"is_paid": 1}, {"locked": "true"}, {"isAccessibleForFree": False}, {"is_free": "False"},
     {"access": "premium"}, {"accessType": "SUBSCRIBER"}, {"visibility": "paid"}, {"contentTier": "metered"},
     {"paywall": {"active": True}}, {"paywall": True}, {"content_restrictions": {"content_code": "premium"}},
     {"requiresSubscription": True}, {"subscribers-only": True}, {"hasPaywall": True}],
)  # fmt: skip
def test_a_story_that_is_not_free_is_recognised(story):
    assert costs_money({"title": "Harbour wall", **story})


@pytest.mark.parametrize(
    "story",
    [{}, {"isPremium": False}, {"locked": 0}, {"isAccessibleForFree": True}, {"isAccessibleForFree": None},
     {"access": "free"}, {"visibility": "public"}, {"paywall": {"active": False}}, {"paywall": None},
     {"paywallConfig": {"active": True}}, {"paywall": {"enabled": True, "provider": "gate"}},
     {"premiumTeaser": "Subscribe now"}, {"paidViews": 1}, {"content_restrictions": {"content_code": "free"}},
     {"body": "paid"}, {"access": {"token": "premium paid"}}],
)  # fmt: skip
def test_other_data_do_not_mean_that_a_story_costs_money(story):
    assert not costs_money({"title": "Harbour wall", **story})
