"""A book in which one component decides, books of noise, and areas counted pair by pair."""

from __future__ import annotations

import numpy as np
import pytest

from churntui.metrics.backtest import area, areas, back_test, fitted, scores
from churntui.model.health import Formula, Rule

KEYS = ("active", "trend", "sentiment", "support")
FORMULA = Formula(
    tuple(
        Rule(key, weight, poor, good)
        for key, weight, poor, good in (
            ("active", 30, 50, 80), ("trend", 20, -40, 0), ("sentiment", 20, 1, 5), ("support", 15, 5, 1),
        )
    )
)  # fmt: skip


def book(seed: int, decides: float = 0.0, n: int = 240) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Renewals over four years, a fifth of them lost; the second component decides by so much."""
    rng = np.random.default_rng(seed)
    shares = rng.uniform(size=(n, len(KEYS)))
    shares[:, 3] = rng.integers(0, 3, n) / 2
    shares[rng.uniform(size=shares.shape) < 0.15] = np.nan
    chance = 1 / (1 + np.exp(1.4 + decides * (np.nan_to_num(shares[:, 1], nan=0.5) - 0.5)))
    return shares, rng.uniform(size=n) < chance, rng.integers(2022, 2026, n)


def claims(seed: int) -> list[str]:
    made = back_test(*book(seed), KEYS, FORMULA)
    said = {"score": made.score, **made.components}
    found = [name for name, told in said.items() if told.verdict.startswith("foretells")]
    return found + (["weights"] if made.weights and made.weights.is_better else [])


def test_of_books_of_noise_hardly_any_claims_anything():
    claiming = [seed for seed in range(200) if claims(seed)]
    assert len(claiming) <= 10, claiming


def test_the_component_that_decides_is_found_and_weighs_most():
    made = back_test(*book(1, decides=8), KEYS, FORMULA)
    verdicts = {key: told.verdict for key, told in made.components.items()}
    assert verdicts == {
        "active": "no difference shown",
        "trend": "foretells loss",
        "sentiment": "no difference shown",
        "support": "no difference shown",
    }
    assert made.weights is not None
    assert max(made.weights.proposed, key=made.weights.proposed.get) == "trend"
    assert sum(made.weights.proposed.values()) == 100
    assert made.weights.is_better
    assert made.weights.low < made.weights.gain < made.weights.high
    assert made.weights.years == 4


def test_a_component_that_speaks_for_staying_is_told_so():
    shares, lost, years = book(2, decides=8)
    shares[:, 1] = 1 - shares[:, 1]
    made = back_test(shares, lost, years, KEYS, FORMULA)
    assert made.components["trend"].verdict == "foretells staying"
    assert made.weights is None or made.weights.proposed["trend"] == 0


def test_under_twenty_losses_nothing_is_said():
    shares, lost, years = book(3, decides=8)
    lost[np.flatnonzero(lost)[19:]] = False
    made = back_test(shares, lost, years, KEYS, FORMULA)
    assert not made.is_enough
    assert made.whole.lost == 19
    assert (made.weights, made.score.area, made.score.verdict) == (None, None, "too few to say")
    assert {told.verdict for told in made.components.values()} == {"too few to say"}


def test_every_renewal_with_a_score_is_in_one_band_and_one_step():
    made = back_test(*book(4), KEYS, FORMULA)
    for groups in (made.bands.values(), (group for _, _, group in made.steps)):
        counted = [*groups]
        assert sum(group.cases for group in counted) == made.score.group.cases
        assert sum(group.lost for group in counted) == made.score.group.lost


@pytest.mark.parametrize("seed", range(5))
def test_an_area_is_the_share_of_pairs_in_order(seed):
    rng = np.random.default_rng(seed)
    values, lost = rng.integers(0, 6, 40).astype(float), rng.uniform(size=40) < 0.4
    pairs = [(kept > gone) + (kept == gone) / 2 for kept in values[~lost] for gone in values[lost]]
    made = area(values, lost)
    assert made.value == pytest.approx(np.mean(pairs))
    assert made.low <= made.value <= made.high
    assert area(-values, lost).value == pytest.approx(1 - made.value)
    assert area(-values, lost).p == pytest.approx(made.p)


def test_told_apart_without_a_fault_is_not_sure_beyond_the_cases():
    made = area(np.array([1.0, 2, 3, 4]), np.array([True, True, False, False]))
    assert (made.value, made.high) == (1, 1)
    assert 0.3 < made.low < 0.4


def test_delongs_variance_is_that_of_resampling():
    rng = np.random.default_rng(7)
    lost = rng.uniform(size=150) < 0.3
    values = rng.normal(size=150) - lost
    spread = np.sqrt(areas(values[np.newaxis], lost)[1][0, 0])
    kept, gone = values[~lost], values[lost]
    drawn = [(rng.choice(kept, len(kept))[:, None] > rng.choice(gone, len(gone))).mean() for _ in range(400)]
    assert spread == pytest.approx(np.std(drawn), rel=0.2)


def test_a_logo_that_says_the_same_each_quarter_says_it_once():
    rng = np.random.default_rng(8)
    lost = rng.uniform(size=80) < 0.4
    values = rng.normal(size=80) - lost / 2
    once, logos = area(values, lost), np.tile(np.arange(80), 4)
    four_times = area(np.tile(values, 4), np.tile(lost, 4), logos)
    assert (four_times.low, four_times.high) == pytest.approx((once.low, once.high))
    assert four_times.p > once.p / 2
    assert area(np.tile(values, 4), np.tile(lost, 4)).p < once.p / 10


def test_scores_leave_out_what_is_not_known():
    shares = np.array([[1.0, 0.0], [np.nan, 0.5], [np.nan, np.nan]])
    made = scores(shares, np.array([30.0, 10.0]))
    assert made[:2].tolist() == [75, 50]
    assert np.isnan(made[2])


def test_weights_are_never_below_zero():
    shares, lost, _ = book(5, decides=-8)
    assert fitted(shares, lost)[1] == 0
    assert (fitted(shares, lost) >= 0).all()
