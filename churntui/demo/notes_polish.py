"""Exit interviews held in Polish."""

from __future__ import annotations

from churntui.demo.exit_notes import ExitNote

NOTES = (
    ExitNote(
        "brzezisko",
        18,
        "Ludzie na produkcji tego nie chcą.",
        "adoption",
        ("low adoption on site", "slow onboarding"),
        """
Rozmowa z Haliną Bielską, kierowniczką jakości, i mistrzem zmiany, panem Rochem Sikorą. Spotkaliśmy się na
miejscu, w zakładzie, i to dużo wyjaśniło.

Na rozbiorze pracuje się w rękawicach i przy 4 stopniach. Tablet wisi przy wejściu, sto metrów od taśmy. «Mam
zejść z linii, zdjąć dwie pary rękawic, wpisać temperaturę i wrócić. Proszę to zrobić ze mną dwadzieścia razy».
Po szkoleniu {-203} listy wypełniano przez trzy tygodnie, potem wszystko wpisywał wieczorem jeden pracownik
biura, z kartki.

Pani Halina prosiła o tryb na skaner i o większe przyciski. Dostała odpowiedź, że to dobry pomysł.

Dyrektor zobaczył {-55}, że wszystkie wpisy mają godzinę 19:40, i zakończył temat. «I miał rację, takie dane to
fikcja».

Co by pomogło: ktoś od nas na jednej nocnej zmianie przed startem. Wracają do papieru. Chętnie wrócą do rozmowy,
kiedy będzie sterowanie jednym przyciskiem.
""",
        language="pl",
    ),
    ExitNote(
        "zuraw-log",
        25,
        "Dział IT wymaga logowania przez firmowe konto i koniec.",
        "product_fit",
        ("missing SSO", "roadmap slipped"),
        """
Po drugiej stronie Sylwester Drozd (IT) i Aldona Pietras (flota). Rozmowa rzeczowa, bez emocji.

Po włamaniu u podwykonawcy {-140} zarząd przyjął zasadę: żadnego systemu bez centralnego logowania. U nas to 21
osobnych haseł. Pan Sylwester: «Kierowca zmienia numer, zapomina hasło, dzwoni do mnie. W zeszłym miesiącu to
było co drugie zgłoszenie».

O SSO pytali już przy zakupie. W ofercie stoi «planowane», handlowiec dodał ustnie, że w pół roku. Po pół roku
usłyszeli, że jeszcze drugie tyle. Pani Aldona: «Ja bym poczekała, gdyby ktoś mi podał datę. Słowo *wkrótce* nie
jest datą».

Przechodzą na moduł kontroli pojazdów w swoim systemie transportowym. Sami mówią, że jest słabszy, bez zdjęć
uszkodzeń i bez podpisu na ekranie.

Decyzja zapadła {-31}, my dowiedzieliśmy się z wypowiedzenia. Wrócą do rozmów, kiedy SSO będzie działało, nie
kiedy będzie zapowiedziane.
""",
        language="pl",
    ),
    ExitNote(
        "polana-jarzebia",
        5,
        "Nie mamy na to pieniędzy w nowym budżecie.",
        "champion_left",
        ("champion left", "price jump at renewal"),
        """
Telefon do dyrektor Bożeny Walczyk. Piętnaście minut, pierwsze pięć o budżecie.

Budżet jest prawdziwy, ale nie nowy: rok temu był taki sam i przedłużyli bez dyskusji. Różnica to Jacek
Morawiec, który prowadził u nich obchody i co miesiąc pokazywał wyniki na zebraniu lekarzy. Odszedł na emeryturę
{-118}. «Pan Jacek to robił z serca. Zastępczyni ma trzy inne działy i nikt jej nie przekazał haseł».

O odejściu wiedzieliśmy: {-125} sam napisał do nas pożegnalny mail. Odpisaliśmy, że dziękujemy za współpracę.

Kiedy przyszła faktura z wyższą ceną, nie było na sali nikogo, kto umiałby powiedzieć, po co to jest. «Zapytałam
trzy razy i zapadła cisza. Więc skreśliłam».

Co zmieniłoby decyzję? Pani dyrektor się zastanowiła: jedno spotkanie z nową koordynatorką, Wiolettą Kos, zanim
poszła faktura. Prosi o eksport kart z trzech lat do {+20}.
""",
        language="pl",
    ),
)
