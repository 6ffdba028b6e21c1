### What a logo reads of itself in a brief, in German. Addressed as “Sie”; no message makes inserted text inflect.
### `$days` is never one. What each message is for stands in en.ftl.

## Headings

heading-decide = Wofür wir Ihre Entscheidung brauchen
heading-goals = Ihre Kaufgründe und unsere gemeinsamen Ziele
heading-promises = Was wir einander zugesagt haben
heading-use = Wie Sie das Produkt nutzen
heading-proof = Was sich dadurch verändert hat
heading-trouble = Was nicht gut lief und was wir tun
heading-told = Was Sie uns gesagt haben
heading-roadmap = Woran wir für Sie arbeiten
heading-next = Gemeinsam im nächsten Quartal
heading-question = Eine Frage an Sie

## The brief itself

kind-qbr = Quartalsgespräch
kind-ebr = Gespräch mit der Geschäftsleitung
title = { $logo } · { $kind }, { $quarter }
as-of = Stand: { $day }
meeting = Für unser Treffen am { $day }
point = Punkt
so-what = Was daraus folgt
source = Quelle

## Where a point comes from

source-activity = Produktnutzung
source-contracts = Vertrag
source-goals = vereinbarte Ziele
source-promises = Zusagen
source-proofs = Vergleich zweier Gruppen
source-surveys = Umfragen
source-support = Supportanfragen
source-reviews = Quartalsgespräch
source-roadmap = Roadmap
source-to = { $source }, { $day }

## What we ask you to decide

decide-term = Ihr Vertrag läuft bis zum { $ends }. Legen wir die nächste Laufzeit bis zum { $by } fest?
decide-term-then = Ihr Vertrag läuft bis zum { $ends }. Legen wir die nächste Laufzeit bis dahin fest?
decide-term-why = Dafür brauchen wir von Ihnen die Zahl der Lizenzen und die gewünschte Dauer.
decide-promise = Wer kümmert sich um „{ $what }“, und bis wann?
decide-promise-why = Das war für den { $due } zugesagt und ist noch offen.
decide-goal = Behalten wir „{ $goal }“ so bei, oder ändern wir den Zielwert?
decide-goal-why = Wir liegen hinter dem Plan; ein Ziel, an das niemand glaubt, hilft keinem von uns.
decide-first-goal = An welchem Ergebnis sollen wir bei unserem nächsten Gespräch gemessen werden?
decide-first-goal-why = Ein Ziel mit einer konkreten Zahl haben wir noch nicht vereinbart.
decide-reach = Welches Team beginnt als Nächstes, und wer leitet das auf Ihrer Seite?
decide-reach-why = Noch ungenutzte Lizenzen: { $idle } von { $seats }.
decide-measure = Wer kann auf Ihrer Seite die Nutzungsdaten anbinden?
decide-measure-why = Ohne sie können wir Ihnen nicht zeigen, was Sie für Ihr Geld bekommen.
decide-pilot = Möchten Sie „{ $name }“ vor der Auslieferung am { $due } testen, und mit wem?
decide-pilot-why = Sie haben das angesprochen; Ihr Urteil zählt, solange sich noch etwas ändern lässt.
decide-next = Was nehmen wir uns bis zu unserem nächsten Gespräch gemeinsam vor, und wer leitet es auf Ihrer Seite?
decide-next-why = Alles, was wir vereinbart haben, ist auf dem Weg.
decide-leaving = Ihr Vertrag endet am { $ends }. Was brauchen Sie bis dahin von uns?
decide-leaving-why = Sie sollen alle Ihre Daten mitnehmen können, und nichts soll offen bleiben.
decide-left = Ihr Vertrag ist am { $ended } ausgelaufen
decide-hand-over = Was ist noch zu übergeben, und an wen?
decide-hand-over-why = Nichts, was Ihnen gehört, soll ohne Ihren Wunsch bei uns bleiben.

## Goals. $now and the others are values with their unit

goal-why = Ihr Grund für den Kauf: { $why }
goal-reached = { $goal }: { $now } am { $day }, Ziel erreicht (Start: { $start }; Ziel: { $target })
goal-on-plan = { $goal }: { $now } am { $day }, im Plan (Start: { $start }; Ziel: { $target } bis zum { $due })
goal-behind = { $goal }: { $now } am { $day }, hinter dem Plan (Start: { $start }; Ziel: { $target } bis zum { $due })
goal-under-way = { $goal }: { $now } am { $day }
goal-unmeasured = { $goal }: noch nicht gemessen
goal-unmeasured-target = { $goal }: noch nicht gemessen; Ziel ist { $target } bis zum { $due }
goal-quarter-ago = ein Quartal zuvor { $value }
goal-year-ago = ein Jahr zuvor { $value }
goal-reached-so = Was bedeutet das für Sie, und was kommt als Nächstes?
goal-on-plan-so = Geht es so weiter, wird das Ziel rechtzeitig erreicht.
goal-behind-so = Benennen wir, woran es hängt und was jeder von uns dafür tun wird.
goal-unmeasured-so = Lassen Sie uns vereinbaren, wer es misst und wann.
goal-old-so = Zuletzt wurde am { $day } gemessen; lassen Sie uns neu messen, bevor wir urteilen.
progress-start = Start
progress-now = jetzt
progress-target = Ziel

## Commitments. $who is the side, and its owner where there is one

promise-agreed = Am { $day } haben wir vereinbart: { $agreed }
promise-done = Erledigt: { $what } ({ $who }; zugesagt für den { $due })
promise-partly = Teilweise erledigt: { $what } ({ $who }; zugesagt für den { $due })
promise-missed = Nicht eingehalten: { $what } ({ $who }; zugesagt für den { $due })
promise-overdue = Noch offen: { $what } ({ $who }; zugesagt für den { $due })
promise-done-undated = Erledigt: { $what } ({ $who })
promise-partly-undated = Teilweise erledigt: { $what } ({ $who })
promise-missed-undated = Nicht eingehalten: { $what } ({ $who })
by-us = auf unserer Seite
by-you = auf Ihrer Seite
by-us-owner = { $owner } auf unserer Seite
by-you-owner = { $owner } auf Ihrer Seite

## Use

use-people = Aktive Personen in den { $days } Tagen bis zum { $day }: { $active } von { $seats }
use-quarter-ago = ein Quartal zuvor { $value }
use-year-ago = ein Jahr zuvor { $value }
use-peers = genutzte Lizenzen: { $share }; Median von { $logos } Unternehmen wie Ihrem: { $median }
use-people-few-so = Ein weiteres Team, das damit beginnt, bringt mehr als jede neue Funktion.
use-people-fell-so = Weniger Menschen arbeiten damit; sehen wir uns gemeinsam an, wer aufgehört hat und warum.
use-people-most-so = Es gehört zum Arbeitsalltag; benennen wir das Ergebnis, das Sie davon sehen möchten.
use-people-less-so = Die meisten arbeiten weiter damit, aber seltener; was nützt weniger als zuvor?
use-people-rose-so = Mehr Menschen arbeiten damit; was sie tun, sollten wir auch den anderen zeigen.
use-people-steady-so = { $idle ->
    [one] { $idle } Person könnte als Nächstes beginnen; wer hätte am meisten davon?
   *[other] { $idle } Personen könnten als Nächstes beginnen; wer hätte am meisten davon?
}
use-volume = { $actions ->
    [0] Keine abgeschlossene Aktion, { $span }
    [one] { $actions } abgeschlossene Aktion, { $span }
   *[other] { $actions } abgeschlossene Aktionen, { $span }
}
use-volume-before = { $before } in ebenso vielen Tagen des Vorquartals
use-volume-year = { $before } ein Jahr zuvor
use-volume-fell-so = Es läuft weniger Arbeit darüber; finden wir heraus, was im Weg steht oder was nicht mehr gebraucht wird.
use-volume-rose-so = Es läuft mehr Arbeit darüber; vereinbaren wir, an welchem Ergebnis sich das zeigen soll.
use-volume-steady-so = Die Nutzung ist stabil; der nächste Schritt ist ein Ergebnis, das Sie in einer Zahl fassen können.
use-mover-rose = „{ $action }“ wird häufiger genutzt: { $now }-mal, in ebenso vielen Tagen des Vorquartals { $before }-mal
use-mover-fell = „{ $action }“ wird seltener genutzt: { $now }-mal, in ebenso vielen Tagen des Vorquartals { $before }-mal
use-mover-rose-so = Hier wächst die Nutzung bei Ihnen; wem würde das noch helfen?
use-mover-fell-so = War das so gewollt, ist es gut; wenn nicht, genügt eine kurze Schulung.
use-most = Am häufigsten genutzt: { $list }
use-most-item = { $action } ({ $now })
use-most-so = An diesen Stellen zahlt sich ein besserer Ablauf sofort aus.
use-alike = { $users ->
    [one] { $users } von { $logos } Unternehmen wie Ihrem nutzt „{ $action }“; Sie noch nicht
   *[other] { $users } von { $logos } Unternehmen wie Ihrem nutzen „{ $action }“; Sie noch nicht
}
use-alike-so = In einer halben Stunde zeigen wir Ihnen, wie diese Unternehmen es einsetzen.
use-unmeasured = Ihre Nutzung wird nicht gemessen: Bei uns sind keine Nutzungsdaten eingegangen
use-unmeasured-so = Sind die Nutzungsdaten angebunden, zeigen wir Ihnen beim nächsten Mal, was das Produkt Ihnen bringt.
use-nobody = Wer damit arbeitet, wird nicht gemessen: Die eingegangenen Nutzungsdaten nennen keine Personen
use-stale = Unsere Daten zu Ihrer Nutzung enden am { $day }; über die Zeit danach sagen wir nichts
use-young = Gemessen seit dem { $day }: zu kurz für einen Vergleich mit dem Vorquartal
use-stale-so = Vereinbaren wir, wer die Nutzungsdaten schickt, damit wir alle dasselbe Bild vor uns haben.

## Proof of value. $target and $control are the changes of the two groups on average; $control and the interval come without a unit

proof-improved = { $name }: verbessert; mit der Maßnahme änderte sich der Wert um { $target }, ohne sie um { $control }, ein Unterschied von { $difference } (95-%-Intervall: { $low } bis { $high })
proof-no-difference = { $name }: kein Unterschied erkennbar; mit der Maßnahme änderte sich der Wert um { $target }, ohne sie um { $control }, ein Unterschied von { $difference } (95-%-Intervall: { $low } bis { $high })
proof-worse = { $name }: verschlechtert; mit der Maßnahme änderte sich der Wert um { $target }, ohne sie um { $control }, ein Unterschied von { $difference } (95-%-Intervall: { $low } bis { $high })
proof-few = { $name }: zu wenige Personen für eine Aussage (mit der Maßnahme: { $with }, ohne sie: { $without })
proof-not-over = { $name }: läuft noch; das Ergebnis kennen wir am { $day }
proof-improved-so = Wem sollte es noch zugutekommen?
proof-no-difference-so = So ist das Ergebnis; entscheiden wir, ob wir weitermachen oder einen anderen Weg versuchen.
proof-worse-so = So ist das Ergebnis; wir beenden oder ändern es und sagen Ihnen, was von beidem.
proof-few-so = Mit mindestens fünf Personen auf jeder Seite wäre eine Aussage möglich.
proof-per-week = { $value } Aktionen pro Person und Woche

## What did not go well

trouble-waiting = { $count ->
    [one] { $count } Supportanfrage ist seit mehr als { $days } Tagen offen, seit dem { $since }
   *[other] { $count } Supportanfragen sind seit mehr als { $days } Tagen offen, die älteste seit dem { $since }
}
trouble-waiting-so = { $count ->
    [1] Wir nennen einen Termin dafür und sagen, was wir ändern.
   *[other] Wir nennen für jede einen Termin und sagen, was wir ändern.
}
trouble-open = „{ $subject }“, offen seit dem { $day }
trouble-support = { $count ->
    [one] { $count } Supportanfrage in den { $days } Tagen bis zum { $day }
   *[other] { $count } Supportanfragen in den { $days } Tagen bis zum { $day }
}
trouble-closed = { $closed } gelöst, { $took ->
    [0] im Median in weniger als einem Tag
    [one] im Median nach { $took } Tag
   *[other] im Median nach { $took } Tagen
}
trouble-support-many-so = Das ist mehr, als wir möchten; wir sagen, was wir ändern, damit es weniger wird.
trouble-support-so = Waren die Antworten so, wie Sie sie brauchten?
trouble-none = Keine Supportanfrage in den { $days } Tagen bis zum { $day }
trouble-none-so = Was stand Ihnen im Weg, ohne dass wir davon erfahren haben?
trouble-support-stale = Unsere Daten zu Ihren Supportanfragen enden am { $day }; über die Zeit danach sagen wir nichts

## What you told us. $asked is the question with its scale

ask-nps = Weiterempfehlung (0–10)
ask-csat = Zufriedenheit (1–5)
ask-other = { $kind }
told-score = { $count ->
    [one] { $asked }: { $mean } bei { $count } Antwort im Halbjahr bis zum { $day }
   *[other] { $asked }: { $mean } bei { $count } Antworten im Halbjahr bis zum { $day }
}
told-before = { $count ->
    [one] { $mean } bei { $count } Antwort im Halbjahr davor
   *[other] { $mean } bei { $count } Antworten im Halbjahr davor
}
told-answered = Beteiligung: { $people } von { $seats ->
    [one] { $seats } Person
   *[other] { $seats } Personen
}
told-low-so = Das ist nicht gut genug; gehen wir die Kommentare einzeln durch.
told-fell-so = Es war schon besser; was hat sich für Sie geändert?
told-high-so = Auf dem, was Ihnen am besten gefällt, sollten wir aufbauen.
told-rose-so = Es ist besser als zuvor; welche der Änderungen hat das bewirkt?
told-steady-so = Was würde den Wert um einen Punkt heben?
told-quote = { $quote } ({ $day })
told-stale = Die letzte Antwort auf eine Umfrage ist vom { $day }; seitdem kam keine mehr
told-stale-so = Vor unserem nächsten Gespräch fragen wir Sie erneut.

## Roadmap

roadmap-planned = { $name }: geplant
roadmap-planned-due = { $name }: geplant für den { $due }
roadmap-under-way = { $name }: in Arbeit
roadmap-under-way-due = { $name }: in Arbeit, Auslieferung am { $due }
roadmap-shipped = { $name }: ausgeliefert
roadmap-shipped-on = { $name }: ausgeliefert am { $day }
roadmap-planned-so = Sie haben das angesprochen; sagen Sie uns, was es für Sie leisten muss, bevor wir es bauen.
roadmap-under-way-so = Sie haben das angesprochen; vereinbaren wir, was es am ersten Tag für Sie leisten muss.
roadmap-shipped-so = Sie haben das angesprochen; prüfen wir, ob es dem entspricht, was Sie gemeint haben.

## Next quarter

next-promise = { $what } ({ $who }, bis zum { $due })
next-promise-undated = { $what } ({ $who }, noch ohne Termin)
more = { $n } weitere in der ausführlichen Fassung
next-none = Für das nächste Quartal ist noch kein Schritt vereinbart
next-none-so = Vereinbaren wir einen von Ihnen und einen von uns, jeden mit Namen und Termin.

## A question for you

question = { $question }
question-for = { $name }: { $question }
ask-unmeasured = Welche Zahl würde Ihnen in einem Quartal sagen, dass es sich gelohnt hat?
ask-fell = Was hat sich bei Ihnen seit dem letzten Quartal geändert, das wir wissen sollten?
ask-few = Wem bei Ihnen würde das Produkt als Erstes fehlen, und wer würde es gar nicht bemerken?
ask-waiting = Was muss bis zu unserem nächsten Gespräch unbedingt anders sein?
ask-rose = Wo würde Ihnen das Produkt als Nächstes helfen, und wer entscheidet darüber mit Ihnen?
ask-steady = Was muss in einem Jahr erreicht sein, damit Sie sagen: Es hat sich gelohnt?
ask-leaving = Was hätten wir anders machen sollen, und wann hätte es noch geholfen?
ask-left = Was müsste anders sein, damit Sie uns wieder in Betracht ziehen?

## The meeting, and the mails before and after it

agenda = Agenda
agenda-item = { $heading } ({ $minutes } Minuten)
agenda-with = Mit { $names }
mail-hello = Guten Tag,
mail-subject-before = { $title }: Agenda
mail-before = das möchten wir am { $day } in { $minutes } Minuten mit Ihnen durchgehen:
mail-before-undated = das möchten wir in { $minutes } Minuten mit Ihnen durchgehen:
mail-missing = Sagen Sie uns, was fehlt und wer noch dabei sein soll.
mail-subject-after = { $logo }: was wir am { $day } vereinbart haben
mail-thanks = vielen Dank für Ihre Zeit am { $day }.
mail-agreed = Was wir vereinbart haben:
mail-we-do = Was wir tun:
mail-you-do = Was Sie tun:
mail-earlier = Noch offen von früher:
mail-promise = { $what } ({ $about })
mail-owner-by = { $owner }, bis zum { $day }
mail-by = bis zum { $day }
mail-overdue = { $owner }, zugesagt für den { $day }
mail-nothing = Vereinbart ist nichts, was einer von uns zu tun hätte.
mail-next = Wir sehen uns am { $day } wieder.
mail-no-next = Wann sehen wir uns wieder?
mail-wrong = Falls wir etwas falsch verstanden haben, sagen Sie es uns bitte.
mail-regards = Mit freundlichen Grüßen
