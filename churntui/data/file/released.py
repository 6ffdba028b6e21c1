"""The codes as they stood when the step whose checks list them was released.

Books made by that step refuse every other code, so a list here is never changed: a new code of `model.choices` comes
with a list of its own, and with a step that widens the checks.
"""

STATUSES = ("held", "declined", "no_answer", "not_asked")

FITS = ("good", "poor")

PERS = ("month", "quarter", "year", "term")

STAGES = ("open", "verbal", "at_risk", "won", "lost")

INITIATIVE_STATUSES = ("planned", "in_progress", "shipped", "dropped")

REASONS = (
    "involuntary", "out_of_business", "acquired", "no_decision", "budget", "champion_left", "onboarding", "adoption",
    "roi_value", "undervalued", "product_fit", "quality_support", "price", "competitor", "other",
)  # fmt: skip

LOSS_KINDS = ("full", "downgrade", "product_dropped")

RESPONDENT_ROLES = ("economic_buyer", "champion", "admin", "user", "procurement")

CONFIDENCES = ("high", "medium", "low")

PHASES = ("sales", "onboarding", "adoption", "value", "renewal")

PREVENTABLES = ("yes", "possibly", "no", "unknown")

REPLACEMENTS = ("named", "in_house", "spreadsheet", "nothing", "unknown")

WIN_BACKS = ("likely", "possible", "unlikely")

WIN_BACK_OUTCOMES = ("back", "talking", "later", "no")

MARK_KINDS = ("price_change", "repositioning", "outage", "release", "other")

STANCES = ("supportive", "neutral", "critical")

TALK_HOWS = ("call", "mail", "meeting", "other")

REVIEW_KINDS = ("qbr", "ebr", "check_in")

COMMITMENT_STATES = ("open", "done", "partly", "missed")

PROOF_MEASURES = ("activity", "by_hand")

PROOF_SIDES = ("target", "control")

REASONS_OF_18 = (
    "involuntary", "out_of_business", "acquired", "no_decision", "budget", "champion_left", "onboarding", "adoption",
    "roi_value", "future_roi", "expectations", "undervalued", "product_fit", "quality_support", "price", "packaging",
    "competitor", "other",
)  # fmt: skip

BRIEF_KINDS = ("qbr", "ebr")

BRIEF_SECTIONS = (
    "decide", "goals", "promises", "use", "proof", "trouble", "told", "roadmap", "next", "question",
)  # fmt: skip

POINT_STATES = ("accepted", "edited", "dropped", "added")

LANGUAGES = ("en", "de", "es", "pl", "uk", "ru", "zh")

PAYMENT_OUTCOMES = ("paid", "failed", "refunded", "disputed", "pending")

RENEWAL_OUTCOMES = ("open", "renewed", "lost", "notice")

HEALTH_BANDS = ("good", "fair", "poor")

STORIES = ("ours", "shareable")
