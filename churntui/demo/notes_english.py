"""Exit interviews held in English."""

from __future__ import annotations

from churntui.demo.exit_notes import ExitNote

NOTES = (
    ExitNote(
        "harrowvale",
        12,
        "Honestly, we never got it going.",
        "onboarding",
        ("slow onboarding", "support silence"),
        """
Call with Gemma Tranter (quality manager) and Dave Okell, who runs the pie line. Friendly, a bit embarrassed.

They bought to replace 140 paper sheets before the retailer audit on {-150}. Kick-off was fine, then our
implementation lead changed and the second session moved three times. Gemma typed the first nine checklists
herself, at home. «I had a template for chilled storage and nothing for allergens, and allergens was the reason
we bought.»

The audit came with four sheets live out of 140. They passed on paper, and from that day the floor said: so why
do we need it? Dave: «You can't ask people twice to learn something new. You get one go.»

What could have changed it: somebody of ours on site for two days before the audit. She asked for that on {-171}
and was sent a link to the help centre.

Would look again in two years, with a different line manager.
""",
    ),
    ExitNote(
        "almvik",
        9,
        "The app does not work where our people work.",
        "quality_support",
        ("offline mobile app", "roadmap slipped"),
        """
Spoke with Karin Bergvall, production manager, in English. Forty minutes, very precise, had a list.

The culture rooms and the cold store have no network, by design: steel walls. Checklists opened there froze, and
twice (latest {-38}) a whole night shift's readings were gone when the phone came back online. The veterinary
inspector asked for those readings a week later. «I can explain a deviation. I cannot explain a hole.»

We told them offline mode would come with the next release, then with the one after. She has both mails. «I
stopped believing on the second date, not on the first.»

They go back to paper on clipboards, not to a competitor. What they liked: the shared weekly report; the dairy's
board still asks for it.

**Would come back** the month offline works. She offered to test it. Keep her on the list!
""",
    ),
    ExitNote(
        "bramford",
        21,
        "Group has decided, it's out of our hands.",
        "acquired",
        ("merged into parent's tool",),
        """
Phil Stannard, operations director. Bramford was bought this year by a national services group that runs its own
audit tool in eleven subsidiaries; the integration plan names our cancellation as line 34. He forwarded it.

Nothing on us: «If it was up to my supervisors they'd hide you in a drawer.» 19 people used it to the last week,
and he is worried about losing two years of defect photos. I promised the full export by {+14}.

Could we have changed it? Perhaps three months ago, when the group's IT (Meera Saluja) compared tools. We heard
about the takeover from the newspaper on {-96} and never asked for an introduction. By the time we wrote to
Meera on {-60} the choice was made.

Lesson: an ownership change is a trigger for us, within a week. Two sister companies there are not customers yet
and dislike the group tool; Phil will introduce us to one.
""",
    ),
    ExitNote(
        "quaylark",
        3,
        "Too much system for six vans.",
        "product_fit",
        ("slow onboarding",),
        """
Short call with Aoife Brannigan, the owner, between two deliveries.

She signed up from an advert that promised «vehicle checks in five minutes». What she got was sites, areas,
roles and an approval step, for three drivers who check tyres and lights. She set up one checklist on {-44}, the
drivers used it for nine days, then sent photos to the group chat again.

«It's a grand tool, it's just not for the likes of us. You should have told me that yourselves.» She is right:
the demo call lasted twelve minutes and nobody asked how many vehicles there are.

No hard feelings, no competitor, no price question. She wants the last invoice halved, which I agreed.

For us: marketing speaks to fleets of any size, the product starts to pay off at about ten users. A poor fit we
should not have sold.
""",
        regrettable=False,
    ),
    ExitNote(
        "penharrow",
        16,
        "A 22 % increase. We are funded by councils, we can't explain that to anyone.",
        "price",
        ("price jump at renewal", "support silence"),
        """
Ruth Penrose (finance director) led, with Siobhan Keeley, head of care quality.

The renewal quote of {-52} was the first they heard of the new list price. Ruth: «Your email said *simplified
plans*. I had to put the two invoices side by side to find what was simple about it.» Their council fees went up
4 % this year; 22 % was never going to pass, and the board took eight minutes over it.

Siobhan fought for us. The homes do medication rounds on it, and the inspectors praised the trail. But she could
not answer the board's question what was new for the money. She wrote to us on {-41} asking for exactly that and
had an automatic reply, then nothing until {-29}.

They will use a cheaper forms tool, knowing it is worse. «We would have taken 8 % over two years and signed that
day.»

Nobody here was allowed to offer that. Come back to them before their next budget round.
""",
    ),
    ExitNote(
        "redscarmesa",
        6,
        "It came down to price.",
        "adoption",
        ("low adoption on site", "price jump at renewal", "champion left"),
        """
Marisol Teague, VP retail operations; took over the account from Brent Holloman, who left on {-190} and had been
our only contact who ever logged in from headquarters.

She says price, and the new price did get the contract onto her desk. But when I asked when she first doubted it
she went straight to a store visit in Flagstaff on {-88}: «The tablet was in the stock room under a box of
hangers. The manager had never seen the opening checklist. Never.» After that she asked five other stores. Two
used it.

Brent had trained the managers himself; of his sixteen, nine have since changed. There was no training for the
new ones, and we did not notice: logins looked flat because the same ten people did everything.

«If all sixteen stores had used it I would have paid twice the money.» They go back to a spreadsheet and a
district manager's eyes.

What would have helped: a monthly list of silent stores, sent to her and not to Brent.
""",
    ),
    ExitNote(
        "eichgrund",
        33,
        "Without single sign-on our information security will not sign again.",
        "competitor",
        ("missing SSO", "roadmap slipped"),
        """
In English at their request: Dr. Annegret Vollmer (quality), Sandip Rao (information security).

Sandip opened with the finding: 31 local passwords, three of them of people who had left the clinic. The audit
of {-118} gave them six months to move every tool to central sign-in. «I don't have an opinion about your
product. I have a date.»

At signing we had said SSO within six months; on {-175} it became *within the year*, and on {-64} our answer was
that we could not commit. Dr. Vollmer: «I defended you twice with a slide of yours. The third time I had no
slide.»

They signed with Hygialotse, who had SSO on day one and moved their hygiene checklists over for free. Confirmed:
she showed the order on screen. She thinks its reports are poorer and expects her ward managers to complain.

A written date with a penalty would have bought us a year, both said. Contract there: two years, then they would
listen again.
""",
    ),
    ExitNote(
        "fjellstua",
        -5,
        "The owners cut every contract that had no figure beside it.",
        "roi_value",
        ("reporting too rigid",),
        """
Held after the end, the earlier slot on {-24} fell through. Silje Haugland, chief operating officer, alone.

Housekeeping in all six hotels still liked it. The problem sat one floor up: the owners wanted cost per room and
complaints per hundred nights next to the checks, and our report gives completed checklists by week. Silje
rebuilt it in a spreadsheet every month, four hours each time. «I was paying you, and then I was doing the part
I paid for.»

She asked for custom columns on {-210} and again at the last review. The second time our slide said *noted*.

When the owners cut every contract without a figure beside it, she did not fight. «You do save us money. I am
quite sure. I could just never show it.»

Nothing replaces it for now. Win-back: real, once reports take their own columns. Send her the first version;
she says she would give it an honest hour.
""",
    ),
    ExitNote(
        "marlow-thwaite",
        105,
        "We're being merged into the Corran group and their stack comes with them.",
        "acquired",
        ("merged into parent's tool", "champion left"),
        """
Julian Thwaite, one of the two founders. Gave notice on {-12}; service runs to the end of the term and they will
use it until then.

The practices join a dental group when the term ends. The group has one compliance tool and one only. «They were
very nice about it. It took one slide.» Hannah Moxon, who set us up and trained all ten practices, resigned over
the merger, last day {-20}, so there was nobody left to ask for an exception.

He does not think we could have changed it, «maybe if you had been in the room half a year ago». We did know:
Hannah had told us on {-83} that talks were on, and the note stayed in a ticket.

He wants a clean export of sterilisation logs for eleven years' retention, and offers a reference to two friends
with independent practices. Hannah starts at Ashgrove Orthodontics on {+60} and has already asked what we cost.
""",
        regrettable=False,
    ),
)
