### What a logo reads of itself in a brief, in English. Numbers, days and shares come written in the language's habit.
### A message says one thing and ends without a full stop, unless it is more than one sentence.
### Counts come as numbers, so that a plural can follow any of them; all other values come as they are to be read.

## Headings

heading-decide = What we ask you to decide
heading-goals = Why you bought, and what we agreed
heading-promises = What we promised each other
heading-use = How you use it
heading-proof = What it has changed
heading-trouble = What did not go well, and what we do
heading-told = What you told us
heading-roadmap = What we work on for you
heading-next = Next quarter, together
heading-question = A question for you

## The brief itself

kind-qbr = Business review
kind-ebr = Executive review
title = { $logo } · { $kind }, { $quarter }
as-of = As of { $day }
meeting = For our meeting on { $day }
point = Point
so-what = What follows
source = Source

## Where a point comes from

source-activity = product activity
source-contracts = contract
source-goals = agreed goals
source-promises = commitments
source-proofs = comparison of two groups
source-surveys = surveys
source-support = support requests
source-reviews = business review
source-roadmap = roadmap
source-to = { $source }, { $day }

## What we ask you to decide

decide-term = Your agreement runs until { $ends }. Shall we settle the next term by { $by }?
decide-term-then = Your agreement runs until { $ends }. Shall we settle the next term by then?
decide-term-why = For that we need to know how many seats you want, and for how long.
decide-promise = Who sees to “{ $what }”, and by when?
decide-promise-why = It was promised for { $due } and is still open.
decide-goal = Do we keep “{ $goal }” as it is, or change the target?
decide-goal-why = It is behind plan; a target nobody believes in helps neither of us.
decide-first-goal = Which result should we be measured by at our next review?
decide-first-goal-why = We have not agreed a goal with a number yet.
decide-reach = Which team starts next, and who on your side leads it?
decide-reach-why = { $idle ->
    [one] { $idle } of your { $seats } seats is not in use.
   *[other] { $idle } of your { $seats } seats are not in use.
}
decide-measure = Who on your side can connect the activity data?
decide-measure-why = Without it we cannot show you what you get for your money.
decide-pilot = Will you try “{ $name }” before it ships on { $due }, and with whom?
decide-pilot-why = You raised this; your word counts most while it can still be changed.
decide-next = What shall we take on together before our next review, and who leads it on your side?
decide-next-why = Everything we agreed is on its way.
decide-leaving = Your service ends on { $ends }. What do you need from us until then?
decide-leaving-why = You should leave with all your data, and nothing left open.
decide-left = Your service ended on { $ended }
decide-hand-over = What is still to be handed over, and to whom?
decide-hand-over-why = Nothing of yours should stay with us unless you want it to.

## Goals. $now and the others are values with their unit

goal-why = Why you bought: { $why }
goal-reached = { $goal }: { $now } on { $day }, target of { $target } reached (from { $start })
goal-on-plan = { $goal }: { $now } on { $day }, on plan (from { $start }, towards { $target } by { $due })
goal-behind = { $goal }: { $now } on { $day }, behind plan (from { $start }, towards { $target } by { $due })
goal-under-way = { $goal }: { $now } on { $day }
goal-unmeasured = { $goal }: not measured yet
goal-unmeasured-target = { $goal }: not measured yet; the target is { $target } by { $due }
goal-quarter-ago = { $value } a quarter earlier
goal-year-ago = { $value } a year earlier
goal-reached-so = What does that bring you, and what comes next?
goal-on-plan-so = If nothing else changes it will be reached in time.
goal-behind-so = Let us name what holds it up, and what each of us will do about it.
goal-unmeasured-so = Let us agree who measures it, and when.
goal-old-so = It was last measured on { $day }; let us measure it anew before we judge.
progress-start = start
progress-now = now
progress-target = target

## Commitments. $who is the side, and its owner where there is one

promise-agreed = On { $day } we agreed: { $agreed }
promise-done = Done: { $what } ({ $who }, promised for { $due })
promise-partly = Partly done: { $what } ({ $who }, promised for { $due })
promise-missed = Missed: { $what } ({ $who }, promised for { $due })
promise-overdue = Still open: { $what } ({ $who }, promised for { $due })
promise-done-undated = Done: { $what } ({ $who })
promise-partly-undated = Partly done: { $what } ({ $who })
promise-missed-undated = Missed: { $what } ({ $who })
by-us = on our side
by-you = on your side
by-us-owner = { $owner } on our side
by-you-owner = { $owner } on your side

## Use

use-people = { $active ->
    [0] None
   *[other] { $active }
} of { $seats ->
    [one] { $seats } person
   *[other] { $seats } people
} used it in the { $days } days to { $day }
use-quarter-ago = { $value } a quarter earlier
use-year-ago = { $value } a year earlier
use-peers = { $share } of your seats are active; the median of { $logos } companies like yours is { $median }
use-people-few-so = Getting one more team started is worth more than any new feature.
use-people-fell-so = Fewer people come back to it; let us look together at who stopped, and why.
use-people-most-so = It is part of daily work; let us name the result you want to see from that.
use-people-less-so = Most of you come back to it, yet do less with it; what has become less useful?
use-people-rose-so = More people come back to it; what those do is worth showing to the others.
use-people-steady-so = { $idle ->
    [one] { $idle } person could start next; who would gain most?
   *[other] { $idle } people could start next; who would gain most?
}
use-volume = { $actions ->
    [0] No completed action, { $span }
    [one] { $actions } completed action, { $span }
   *[other] { $actions } completed actions, { $span }
}
use-volume-before = { $before } in as many days of the quarter before
use-volume-year = { $before } a year earlier
use-volume-fell-so = Less of your work runs through it; let us find out what is in the way, or what is no longer needed.
use-volume-rose-so = More of your work runs through it; let us agree which result that should show.
use-volume-steady-so = Use is steady; the next step is a result that you can put a number on.
use-mover-rose = “{ $action }” is done more: { $now } times, { $before } in as many days of the quarter before
use-mover-fell = “{ $action }” is done less: { $now } times, { $before } in as many days of the quarter before
use-mover-rose-so = This is where it takes root with you; who else would gain from it?
use-mover-fell-so = If this was left behind on purpose, fine; if not, a short session brings it back.
use-most = Done most: { $list }
use-most-item = { $action } ({ $now })
use-most-so = These are the places where a better way of working pays at once.
use-alike = { $users } of { $logos } companies like yours use “{ $action }”; you do not yet
use-alike-so = We can show you in half an hour what they do with it.
use-unmeasured = We cannot tell how you use it: no activity data has reached us
use-unmeasured-so = With the data connected we can show you next time what it brings you.
use-nobody = We cannot tell who used it: the activity data names no people
use-stale = Our data on your use ends on { $day }; we say nothing about the time since
use-young = Measured since { $day }: too short to compare with a quarter before
use-stale-so = Let us agree who sends the activity data, so that we look at the same picture.

## Proof of value. $target and $control are the changes of the two groups on average; $control and the interval come without a unit

proof-improved = { $name }: improved; those who had it changed by { $target }, the others by { $control }, a difference of { $difference } (95 % interval { $low } to { $high })
proof-no-difference = { $name }: no difference shown; those who had it changed by { $target }, the others by { $control }, a difference of { $difference } (95 % interval { $low } to { $high })
proof-worse = { $name }: worse; those who had it changed by { $target }, the others by { $control }, a difference of { $difference } (95 % interval { $low } to { $high })
proof-few = { $name }: too few people to tell ({ $with } with it, { $without } without)
proof-not-over = { $name }: still running; on { $day } we will know what came of it
proof-improved-so = Who else should have it?
proof-no-difference-so = That is how it is; let us decide whether to go on with it or to try another way.
proof-worse-so = That is how it is; we will stop it or change it, and say which.
proof-few-so = With at least five people on each side we could tell.
proof-per-week = { $value } actions per person and week

## What did not go well

trouble-waiting = { $count ->
    [one] { $count } support request has been open for more than { $days } days, since { $since }
   *[other] { $count } support requests have been open for more than { $days } days, the oldest since { $since }
}
trouble-waiting-so = { $count ->
    [1] We bring a date for it, and say what we will change.
   *[other] We bring a date for each, and say what we will change.
}
trouble-open = “{ $subject }”, open since { $day }
trouble-support = { $count ->
    [one] { $count } support request in the { $days } days to { $day }
   *[other] { $count } support requests in the { $days } days to { $day }
}
trouble-closed = { $took ->
    [0] { $closed } closed, in a median of less than a day
    [one] { $closed } closed, in a median of { $took } day
   *[other] { $closed } closed, in a median of { $took } days
}
trouble-support-many-so = That is more than we want; we will say what we change so that there are fewer.
trouble-support-so = Were they answered as you needed?
trouble-none = No support request in the { $days } days to { $day }
trouble-none-so = What got in your way that we have not heard of?
trouble-support-stale = Our record of your support requests ends on { $day }; we say nothing about the time since

## What you told us. $asked is the question with its scale

ask-nps = Would recommend us (0–10)
ask-csat = Satisfaction (1–5)
ask-other = { $kind }
told-score = { $count ->
    [one] { $asked }: { $mean } from { $count } answer in the half-year to { $day }
   *[other] { $asked }: { $mean } from { $count } answers in the half-year to { $day }
}
told-before = { $mean } from { $count } in the half-year before
told-answered = { $people ->
    [0] none
   *[other] { $people }
} of { $seats ->
    [one] { $seats } person
   *[other] { $seats } people
} answered
told-low-so = That is not good enough; let us take up the comments one by one.
told-fell-so = It was better before; what has changed for you?
told-high-so = What you like best is what to build on.
told-rose-so = It is better than before; which of the changes made it so?
told-steady-so = What would lift it by one?
told-quote = { $quote } ({ $day })
told-stale = The last survey answer is from { $day }; none has come since
told-stale-so = We ask again before our next review.

## Roadmap

roadmap-planned = { $name }: planned
roadmap-planned-due = { $name }: planned for { $due }
roadmap-under-way = { $name }: under way
roadmap-under-way-due = { $name }: under way, to ship on { $due }
roadmap-shipped = { $name }: shipped
roadmap-shipped-on = { $name }: shipped on { $day }
roadmap-planned-so = You raised this; tell us what it must do for you before we build it.
roadmap-under-way-so = You raised this; let us agree what it must do for you on the day it arrives.
roadmap-shipped-so = You raised this; let us check that it does what you meant.

## Next quarter

next-promise = { $what } ({ $who }, by { $due })
next-promise-undated = { $what } ({ $who }, no date yet)
more = { $n } more in the full review
next-none = No step is agreed for the next quarter yet
next-none-so = Let us agree one from you and one from us, each with a name and a day.

## A question for you

question = { $question }
question-for = { $name }: { $question }
ask-unmeasured = Which number, a quarter from now, would tell you that this was worth it?
ask-fell = What has changed on your side since last quarter that we should know about?
ask-few = Who among you would miss it first if it were gone, and who would not notice?
ask-waiting = Which one thing must be different by our next review?
ask-rose = Where would this help you next, and who would decide it with you?
ask-steady = What must be true a year from now for you to say that this was worth it?
ask-leaving = What should we have done differently, and when would it still have helped?
ask-left = What would have to be different for you to look at us again?

## The meeting, and the mails before and after it

agenda = Agenda
agenda-item = { $heading } ({ $minutes } min)
agenda-with = With { $names }
mail-hello = Hello,
mail-subject-before = { $title }: agenda
mail-before = Here is what we would like to go through with you on { $day }, in { $minutes } minutes:
mail-before-undated = Here is what we would like to go through with you, in { $minutes } minutes:
mail-missing = Tell us what is missing, and whom else you would like to have there.
mail-subject-after = { $logo }: what we agreed on { $day }
mail-thanks = Thank you for your time on { $day }.
mail-agreed = What we agreed:
mail-we-do = What we do:
mail-you-do = What you do:
mail-earlier = Still open from before:
mail-promise = { $what } ({ $about })
mail-owner-by = { $owner }, by { $day }
mail-by = by { $day }
mail-overdue = { $owner }, promised for { $day }
mail-nothing = We agreed on nothing that one of us has to do.
mail-next = We meet again on { $day }.
mail-no-next = When shall we meet again?
mail-wrong = If we have something wrong, tell us, and we put it right.
mail-regards = Best regards,
