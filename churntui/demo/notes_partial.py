"""Interviews about a part of a logo that went, while the rest of it stayed."""

from __future__ import annotations

from churntui.demo.exit_notes import ExitNote

NOTES = (
    ExitNote(
        "vandreel",
        6,
        "We do not use the audit module, so we do not pay for it.",
        "adoption",
        ("low adoption on site",),
        """
Video call with Wouter Prins, fleet manager. Only the Audit Pack goes; the plan for the drivers is not in question,
as long as somebody listens now.

The pack was bought for the temperature audits of two supermarket chains. One chain brought its own auditors on {-160},
the other audits once a year. «I opened it in March to show my director. That was the last time, and I had to look
for the button.» Nobody of ours asked, although the page had been empty for months.

He was ready to go through every line of the invoice, the drivers' seats too. I offered to take the pack out at once
and to renew the plan as it is; he signed on {-5}. «You said yourself what I don't need. That is why I keep the
rest.»

For us: an add-on that nobody opens for eight weeks is a phone call, not a renewal surprise.
""",
        regrettable=False,
    ),
    ExitNote(
        "brightmoor",
        4,
        "The trust has told every department to save a fifth.",
        "adoption",
        ("low adoption on site", "price jump at renewal"),
        """
Winifred Asante, head of estates, by phone, with the notice already typed: «It is in my drafts, I wanted to hear your
voice first.»

The saving round is real. But a fifth of the seats had not been used since the two depots in the north were closed on
{-130}, and she had found that out from our invoice and not from us. With the new list price on top it looked like
paying more for less. «I could defend the money. I could not defend the empty chairs.»

We went through the list of seats together; twelve people walk the buildings every day and would notice on the first
morning. She moves to those seats from the next term, a few days late because the board meets after the end.

**Saved**, smaller. Look at unused seats ninety days before every renewal, before they do.
""",
        regrettable=False,
    ),
)
