"""A logo's story: what happened, in one line of time, and what is ahead.

Every row of the logo that says a day stands on it once: by `happened` where the day has come, by `ahead` where it is
to come. What is recorded of a day after the as-of day (a ticket, an answer, a figure) is not known yet and told
nowhere; a talk or a review of a later day is planned. Its customers' joining is told by their number, not one by one.
"""

from churntui.questions.story.ahead import ahead
from churntui.questions.story.event import GROUPS, KIND_LABELS, Event, Group, Kind
from churntui.questions.story.happened import happened

__all__ = ["GROUPS", "KIND_LABELS", "Event", "Group", "Kind", "ahead", "happened"]
