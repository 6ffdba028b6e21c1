"""The brief for a business review with one logo: data and metrics joined, and the result on its way out.

Reading takes the store's thread, composing another one, so the two are apart: `gather`, then `compose`; `of` does
both. What leaves is written by `output`: the parts asked for, the shareable one unless told otherwise.
"""

from churntui.briefs.composing import compose, composed, of
from churntui.briefs.facts import Brief, PartName
from churntui.briefs.gathering import Gathered, gather
from churntui.briefs.output.frame import PARTS, cited, title
from churntui.briefs.output.markdown import markdown
from churntui.briefs.output.values import as_json

__all__ = [
    "PARTS",
    "Brief",
    "Gathered",
    "PartName",
    "as_json",
    "cited",
    "compose",
    "composed",
    "gather",
    "markdown",
    "of",
    "title",
]
