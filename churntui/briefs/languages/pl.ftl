### What a logo reads of itself in a brief, in Polish. Addressed as “Państwo”; no message makes inserted text inflect.
### `$days` is never one. What each message is for stands in en.ftl. The plural `other` is the one of fractions.

## Headings

heading-decide = Decyzje, o które Państwa prosimy
heading-goals = Dlaczego Państwo nas wybrali i co uzgodniliśmy
heading-promises = Do czego się nawzajem zobowiązaliśmy
heading-use = Jak Państwo korzystają z produktu
heading-proof = Co się dzięki temu zmieniło
heading-trouble = Co nie poszło dobrze i co z tym robimy
heading-told = Co nam Państwo powiedzieli
heading-roadmap = Nad czym dla Państwa pracujemy
heading-next = Wspólnie w następnym kwartale
heading-question = Pytanie do Państwa

## The brief itself

kind-qbr = Przegląd kwartalny
kind-ebr = Przegląd dla zarządu
title = { $logo } · { $kind }, { $quarter }
as-of = Stan na { $day }
meeting = Na nasze spotkanie w dniu { $day }
point = Punkt
so-what = Co z tego wynika
source = Źródło

## Where a point comes from

source-activity = korzystanie z produktu
source-contracts = umowa
source-goals = uzgodnione cele
source-promises = zobowiązania
source-proofs = porównanie dwóch grup
source-surveys = ankiety
source-support = zgłoszenia do wsparcia
source-reviews = przegląd kwartalny
source-roadmap = plan rozwoju
source-to = { $source }, { $day }

## What we ask you to decide

decide-term = Państwa umowa obowiązuje do { $ends }. Czy ustalimy następny okres do { $by }?
decide-term-then = Państwa umowa obowiązuje do { $ends }. Czy do tego czasu ustalimy następny okres?
decide-term-why = W tym celu potrzebujemy od Państwa liczby licencji i długości okresu.
decide-promise = Kto zajmie się sprawą „{ $what }” i do kiedy?
decide-promise-why = Uzgodniony termin to { $due }; sprawa jest nadal otwarta.
decide-goal = Czy cel „{ $goal }” pozostawiamy bez zmian, czy zmieniamy wartość docelową?
decide-goal-why = Postęp jest wolniejszy od planu; cel, w który nikt nie wierzy, nie pomaga żadnej ze stron.
decide-first-goal = Według jakiego wyniku mamy rozliczyć się na następnym przeglądzie?
decide-first-goal-why = Nie uzgodniliśmy jeszcze żadnego celu wyrażonego liczbą.
decide-reach = Który zespół zacznie jako następny i kto poprowadzi to po Państwa stronie?
decide-reach-why = Jeszcze niewykorzystane licencje: { $idle } z { $seats }.
decide-measure = Kto po Państwa stronie może podłączyć dane o aktywności?
decide-measure-why = Bez nich nie możemy pokazać, co otrzymują Państwo za swoje pieniądze.
decide-pilot = Czy zechcą Państwo wypróbować „{ $name }” przed udostępnieniem w dniu { $due }, a jeśli tak, to z kim?
decide-pilot-why = Sami Państwo o tym wspomnieli; Państwa zdanie liczy się, dopóki można jeszcze coś zmienić.
decide-next = Co wspólnie podejmiemy do następnego przeglądu i kto poprowadzi to po Państwa stronie?
decide-next-why = Wszystko, co uzgodniliśmy, jest w toku.
decide-leaving = Państwa usługa kończy się w dniu { $ends }. Czego potrzebują Państwo od nas do tego czasu?
decide-leaving-why = Chcemy, aby zabrali Państwo wszystkie swoje dane i aby nic nie pozostało otwarte.
decide-left = Państwa usługa zakończyła się w dniu { $ended }
decide-hand-over = Co jest jeszcze do przekazania i komu?
decide-hand-over-why = Nic, co należy do Państwa, nie powinno pozostać u nas bez Państwa woli.

## Goals. $now and the others are values with their unit

goal-why = Dlaczego Państwo nas wybrali: { $why }
goal-reached = { $goal }: { $now } w dniu { $day }, cel osiągnięty (początek: { $start }; cel: { $target })
goal-on-plan = { $goal }: { $now } w dniu { $day }, zgodnie z planem (początek: { $start }; cel: { $target } do { $due })
goal-behind = { $goal }: { $now } w dniu { $day }, wolniej od planu (początek: { $start }; cel: { $target } do { $due })
goal-under-way = { $goal }: { $now } w dniu { $day }
goal-unmeasured = { $goal }: jeszcze nie zmierzono
goal-unmeasured-target = { $goal }: jeszcze nie zmierzono; cel to { $target } do { $due }
goal-quarter-ago = kwartał wcześniej { $value }
goal-year-ago = rok wcześniej { $value }
goal-reached-so = Co z tego dla Państwa wynika i co dalej?
goal-on-plan-so = Jeśli nic się nie zmieni, cel zostanie osiągnięty na czas.
goal-behind-so = Nazwijmy to, co wstrzymuje postęp, i ustalmy, co zrobi każda ze stron.
goal-unmeasured-so = Ustalmy, kto to zmierzy i kiedy.
goal-old-so = Ostatni pomiar: { $day }; zmierzmy ponownie, zanim wyciągniemy wnioski.
progress-start = początek
progress-now = teraz
progress-target = cel

## Commitments. $who is the side, and its owner where there is one

promise-agreed = W dniu { $day } uzgodniliśmy: { $agreed }
promise-done = Zrobione: { $what } ({ $who }; termin: { $due })
promise-partly = Zrobione częściowo: { $what } ({ $who }; termin: { $due })
promise-missed = Niedotrzymane: { $what } ({ $who }; termin: { $due })
promise-overdue = Nadal otwarte: { $what } ({ $who }; termin: { $due })
promise-done-undated = Zrobione: { $what } ({ $who })
promise-partly-undated = Zrobione częściowo: { $what } ({ $who })
promise-missed-undated = Niedotrzymane: { $what } ({ $who })
by-us = po naszej stronie
by-you = po Państwa stronie
by-us-owner = { $owner } po naszej stronie
by-you-owner = { $owner } po Państwa stronie

## Use

use-people = Aktywne osoby w ciągu { $days } dni do { $day }: { $active } z { $seats }
use-quarter-ago = kwartał wcześniej { $value }
use-year-ago = rok wcześniej { $value }
use-peers = aktywne licencje: { $share }; mediana dla firm podobnych do Państwa firmy ({ $logos }): { $median }
use-people-few-so = Jeszcze jeden zespół, który zacznie, jest wart więcej niż jakakolwiek nowa funkcja.
use-people-fell-so = Z produktu korzysta mniej osób; sprawdźmy wspólnie, kto przestał i dlaczego.
use-people-most-so = To część codziennej pracy; nazwijmy wynik, jaki chcą Państwo dzięki temu zobaczyć.
use-people-less-so = Większość osób nadal korzysta z produktu, ale rzadziej; co stało się mniej przydatne?
use-people-rose-so = Z produktu korzysta więcej osób; to, co robią, warto pokazać pozostałym.
use-people-steady-so = { $idle ->
    [one] { $idle } osoba mogłaby zacząć jako następna; kto zyskałby najwięcej?
    [few] { $idle } osoby mogłyby zacząć jako następne; kto zyskałby najwięcej?
    [many] { $idle } osób mogłoby zacząć jako następne; kto zyskałby najwięcej?
   *[other] { $idle } osoby mogłoby zacząć jako następne; kto zyskałby najwięcej?
}
use-volume = { $actions ->
    [0] Brak ukończonych czynności, { $span }
    [one] { $actions } ukończona czynność, { $span }
    [few] { $actions } ukończone czynności, { $span }
    [many] { $actions } ukończonych czynności, { $span }
   *[other] { $actions } ukończonej czynności, { $span }
}
use-volume-before = { $before } w tylu samych dniach poprzedniego kwartału
use-volume-year = { $before } rok wcześniej
use-volume-fell-so = W produkcie odbywa się mniej Państwa pracy; ustalmy, co przeszkadza albo co nie jest już potrzebne.
use-volume-rose-so = W produkcie odbywa się więcej Państwa pracy; uzgodnijmy, w jakim wyniku ma to być widoczne.
use-volume-steady-so = Korzystanie jest stabilne; następnym krokiem jest wynik, który można wyrazić liczbą.
use-mover-rose = „{ $action }” – częściej: { $now } teraz, { $before } w tylu samych dniach poprzedniego kwartału
use-mover-fell = „{ $action }” – rzadziej: { $now } teraz, { $before } w tylu samych dniach poprzedniego kwartału
use-mover-rose-so = Tu korzystanie u Państwa rośnie; komu jeszcze by to pomogło?
use-mover-fell-so = Jeśli zaniechano tego celowo, w porządku; jeśli nie, wystarczy krótkie szkolenie.
use-most = Najczęściej używane: { $list }
use-most-item = { $action } ({ $now })
use-most-so = W tych miejscach lepszy sposób pracy opłaci się od razu.
use-alike = Firmy podobne do Państwa firmy, które używają „{ $action }”: { $users } z { $logos }; Państwo jeszcze nie
use-alike-so = W pół godziny możemy pokazać, do czego im to służy.
use-unmeasured = Nie mierzymy, jak Państwo korzystają z produktu: nie dotarły do nas żadne dane o aktywności
use-unmeasured-so = Gdy dane o aktywności będą podłączone, następnym razem pokażemy, co produkt Państwu daje.
use-nobody = Nie mierzymy, kto korzysta z produktu: otrzymane dane o aktywności nie wskazują osób
use-stale = Nasze dane o korzystaniu z produktu kończą się w dniu { $day }; o późniejszym czasie nic nie mówimy
use-young = Pomiar trwa od { $day }: za krótko, by porównać z poprzednim kwartałem
use-stale-so = Ustalmy, kto przesyła dane o aktywności, abyśmy patrzyli na ten sam obraz.

## Proof of value. $target and $control are the changes of the two groups on average; $control and the interval come without a unit

proof-improved = { $name }: poprawa; zmiana u osób objętych: { $target }, u pozostałych: { $control }, różnica: { $difference } (przedział 95%: od { $low } do { $high })
proof-no-difference = { $name }: nie wykazano różnicy; zmiana u osób objętych: { $target }, u pozostałych: { $control }, różnica: { $difference } (przedział 95%: od { $low } do { $high })
proof-worse = { $name }: pogorszenie; zmiana u osób objętych: { $target }, u pozostałych: { $control }, różnica: { $difference } (przedział 95%: od { $low } do { $high })
proof-few = { $name }: za mało osób, by to stwierdzić (osoby objęte: { $with }, pozostałe: { $without })
proof-not-over = { $name }: jeszcze trwa; wynik poznamy w dniu { $day }
proof-improved-so = Kto jeszcze powinien z tego skorzystać?
proof-no-difference-so = Taki jest wynik; zdecydujmy, czy to kontynuować, czy spróbować inaczej.
proof-worse-so = Taki jest wynik; zakończymy to albo zmienimy i powiemy Państwu, co wybraliśmy.
proof-few-so = Przy co najmniej pięciu osobach w każdej grupie można by to stwierdzić.
proof-per-week = { $value } czynności na osobę tygodniowo

## What did not go well

trouble-waiting = { $count ->
    [one] { $count } zgłoszenie jest otwarte od ponad { $days } dni, od { $since }
    [few] { $count } zgłoszenia są otwarte od ponad { $days } dni, najstarsze od { $since }
    [many] { $count } zgłoszeń jest otwartych od ponad { $days } dni, najstarsze od { $since }
   *[other] { $count } zgłoszenia jest otwarte od ponad { $days } dni, najstarsze od { $since }
}
trouble-waiting-so = { $count ->
    [1] Podamy termin i powiemy, co zmieniamy.
   *[other] Dla każdego podamy termin i powiemy, co zmieniamy.
}
trouble-open = „{ $subject }”, otwarte od { $day }
trouble-support = { $count ->
    [one] { $count } zgłoszenie w ciągu { $days } dni do { $day }
    [few] { $count } zgłoszenia w ciągu { $days } dni do { $day }
    [many] { $count } zgłoszeń w ciągu { $days } dni do { $day }
   *[other] { $count } zgłoszenia w ciągu { $days } dni do { $day }
}
trouble-closed = rozwiązane: { $closed }, mediana: { $took ->
    [0] mniej niż dzień
    [one] { $took } dzień
    [few] { $took } dni
    [many] { $took } dni
   *[other] { $took } dnia
}
trouble-support-many-so = To więcej, niż byśmy chcieli; powiemy, co zmieniamy, aby było ich mniej.
trouble-support-so = Czy odpowiedzi były takie, jakich Państwo potrzebowali?
trouble-none = Brak zgłoszeń do wsparcia w ciągu { $days } dni do { $day }
trouble-none-so = Co Państwu przeszkadzało, a o czym jeszcze nie wiemy?
trouble-support-stale = Nasze dane o Państwa zgłoszeniach kończą się w dniu { $day }; o późniejszym czasie nic nie mówimy

## What you told us. $asked is the question with its scale

ask-nps = Skłonność do polecenia (0–10)
ask-csat = Zadowolenie (1–5)
ask-other = { $kind }
told-score = { $asked }: { $mean } na podstawie { $count } odpowiedzi w półroczu do { $day }
told-before = { $mean } na podstawie { $count } odpowiedzi w poprzednim półroczu
told-answered = liczba odpowiadających: { $people } z { $seats }
told-low-so = To za mało; omówmy komentarze jeden po drugim.
told-fell-so = Było lepiej; co się dla Państwa zmieniło?
told-high-so = Warto budować dalej na tym, co podoba się Państwu najbardziej.
told-rose-so = Jest lepiej niż poprzednio; która ze zmian to sprawiła?
told-steady-so = Co podniosłoby ten wynik o jeden punkt?
told-quote = { $quote } ({ $day })
told-stale = Ostatnia odpowiedź na ankietę: { $day }; od tego czasu nie było żadnej
told-stale-so = Zapytamy ponownie przed następnym przeglądem.

## Roadmap

roadmap-planned = { $name }: w planach
roadmap-planned-due = { $name }: w planach na { $due }
roadmap-under-way = { $name }: w trakcie prac
roadmap-under-way-due = { $name }: w trakcie prac, udostępnienie w dniu { $due }
roadmap-shipped = { $name }: już dostępne
roadmap-shipped-on = { $name }: dostępne od { $day }
roadmap-planned-so = Sami Państwo o tym wspomnieli; prosimy powiedzieć, co to ma Państwu dać, zanim to zbudujemy.
roadmap-under-way-so = Sami Państwo o tym wspomnieli; uzgodnijmy, co ma to Państwu dać od pierwszego dnia.
roadmap-shipped-so = Sami Państwo o tym wspomnieli; sprawdźmy, czy to właśnie o to chodziło.

## Next quarter

next-promise = { $what } ({ $who }, do { $due })
next-promise-undated = { $what } ({ $who }, jeszcze bez terminu)
more = Jeszcze { $n } w pełnej wersji
next-none = Na następny kwartał nie uzgodniono jeszcze żadnego kroku
next-none-so = Uzgodnijmy jeden po Państwa stronie i jeden po naszej, każdy z nazwiskiem i terminem.

## A question for you

question = { $question }
question-for = { $name }: { $question }
ask-unmeasured = Jaka liczba pokazałaby Państwu za kwartał, że było warto?
ask-fell = Co zmieniło się u Państwa od poprzedniego kwartału, o czym powinniśmy wiedzieć?
ask-few = Komu u Państwa najszybciej zabrakłoby produktu, a kto by tego nie zauważył?
ask-waiting = Co koniecznie musi się zmienić do następnego przeglądu?
ask-rose = Gdzie pomogłoby to Państwu w następnej kolejności i kto by o tym z Państwem zdecydował?
ask-steady = Co musi zostać osiągnięte za rok, aby uznali Państwo, że było warto?
ask-leaving = Co powinniśmy byli zrobić inaczej i kiedy jeszcze by to pomogło?
ask-left = Co musiałoby być inne, aby ponownie wzięli nas Państwo pod uwagę?

## The meeting, and the mails before and after it

agenda = Plan spotkania
agenda-item = { $heading } ({ $minutes } min)
agenda-with = Uczestnicy: { $names }
mail-hello = Dzień dobry,
mail-subject-before = { $title }: plan spotkania
mail-before = oto, co chcielibyśmy z Państwem omówić { $day } ({ $minutes } min):
mail-before-undated = oto, co chcielibyśmy z Państwem omówić ({ $minutes } min):
mail-missing = Prosimy o informację, czego brakuje i kogo jeszcze zaprosić.
mail-subject-after = { $logo }: co ustaliliśmy { $day }
mail-thanks = dziękujemy za spotkanie { $day }.
mail-agreed = Co ustaliliśmy:
mail-we-do = Co robimy my:
mail-you-do = Co robią Państwo:
mail-earlier = Nadal otwarte z wcześniejszych ustaleń:
mail-promise = { $what } ({ $about })
mail-owner-by = { $owner }, do { $day }
mail-by = do { $day }
mail-overdue = { $owner }, termin: { $day }
mail-nothing = Z tego spotkania nie wynikają zadania dla żadnej ze stron.
mail-next = Następne spotkanie: { $day }.
mail-no-next = Kiedy spotkamy się ponownie?
mail-wrong = Jeśli coś źle zrozumieliśmy, prosimy o wiadomość, a poprawimy.
mail-regards = Z poważaniem
