"""What was marked in the notes: passages word for word, and the themes heard in each.

A passage is told by its words alone; where they stand is found in the finished note, so that no number here can go
stale when a note is mended.
"""

from __future__ import annotations

SILENCE, MACHINE = "support silence", "a machine wrote"
SSO, REPORTS, OFFLINE = "missing SSO", "reporting too rigid", "offline mobile app"
PRICE, CHAMPION, MERGED = "price jump at renewal", "champion left", "merged into parent's tool"
START, SLIPPED, SITE = "slow onboarding", "roadmap slipped", "low adoption on site"

PASSAGES: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "harrowvale": (
        ("our implementation lead changed and the second session moved three times", (START,)),
        ("so why do we need it?", (SITE,)),
        ("You can't ask people twice to learn something new. You get one go.", (START, SITE)),
        ("was sent a link to the help centre", (SILENCE,)),
    ),
    "almvik": (
        ("The culture rooms and the cold store have no network, by design: steel walls.", (OFFLINE,)),
        ("I can explain a deviation. I cannot explain a hole.", (OFFLINE,)),
        ("I stopped believing on the second date, not on the first.", (SLIPPED,)),
    ),
    "bramford": (("the integration plan names our cancellation as line 34", (MERGED,)),),
    "quaylark": (
        ("What she got was sites, areas, roles and an approval step", (START,)),
        ("It's a grand tool, it's just not for the likes of us.", (START,)),
    ),
    "penharrow": (
        ("I had to put the two invoices side by side to find what was simple about it.", (PRICE,)),
        ("Their council fees went up 4 % this year; 22 % was never going to pass", (PRICE,)),
        ("had an automatic reply, then nothing", (SILENCE, MACHINE)),
        ("We would have taken 8 % over two years and signed that day.", (PRICE,)),
    ),
    "redscarmesa": (
        ("The manager had never seen the opening checklist. Never.", (SITE,)),
        (
            "Brent had trained the managers himself; of his sixteen, nine have since changed.",
            (CHAMPION, SITE),
        ),
        ("If all sixteen stores had used it I would have paid twice the money.", (SITE,)),
        ("the new price did get the contract onto her desk", (PRICE,)),
    ),
    "eichgrund": (
        ("31 local passwords, three of them of people who had left the clinic", (SSO,)),
        ("I don't have an opinion about your product. I have a date.", (SSO,)),
        ("At signing we had said SSO within six months", (SSO, SLIPPED)),
        ("I defended you twice with a slide of yours. The third time I had no slide.", (SLIPPED,)),
    ),
    "fjellstua": (
        ("our report gives completed checklists by week", (REPORTS,)),
        ("I was paying you, and then I was doing the part I paid for.", (REPORTS,)),
        ("You do save us money. I am quite sure. I could just never show it.", (REPORTS,)),
    ),
    "marlow-thwaite": (
        ("The group has one compliance tool and one only.", (MERGED,)),
        (
            "Hannah Moxon, who set us up and trained all ten practices, resigned over the merger",
            (CHAMPION, MERGED),
        ),
    ),
    "vandreel": (
        ("That was the last time, and I had to look for the button.", (SITE,)),
        ("an add-on that nobody opens for eight weeks is a phone call", (SITE,)),
    ),
    "brightmoor": (
        ("With the new list price on top it looked like paying more for less.", (PRICE,)),
        ("I could defend the money. I could not defend the empty chairs.", (SITE,)),
    ),
    "cantera-azul": (
        ("Con Tadeo se fue la costumbre.", (CHAMPION,)),
        ("De las nueve personas con usuario entraban dos", (SITE,)),
        ("nadie se preguntó por qué no contestaba", (CHAMPION,)),
    ),
    "sierraparda": (
        ("La primera respuesta humana llegó seis días después y pedía una captura de pantalla.", (SILENCE,)),
        ("en las cámaras frías tampoco funcionaba el móvil", (OFFLINE,)),
        ("Si alguien con nombre y apellido nos hubiera dado la cara, seguimos", (SILENCE,)),
    ),
    "valdelomera": (
        ("Llevamos dos años y hemos tenido cuatro gestores distintos.", (SILENCE,)),
        ("la segunda con un mensaje automático", (SILENCE, MACHINE)),
        ("El precio lo negocias con quien te conoce. Con vosotros no había con quién", (PRICE, SILENCE)),
    ),
    "miradorpardal": (
        ("les exigen el informe de inocuidad en su propio formato, distinto en cada faena", (REPORTS,)),
        ("Yo cocino para ochocientas personas, no soy digitador", (REPORTS,)),
        ("en el trimestre siguiente, y después en el otro", (SLIPPED,)),
    ),
    "brzezisko": (
        ("Mam zejść z linii, zdjąć dwie pary rękawic, wpisać temperaturę i wrócić.", (SITE,)),
        ("potem wszystko wpisywał wieczorem jeden pracownik biura, z kartki", (SITE,)),
        ("ktoś od nas na jednej nocnej zmianie przed startem", (START,)),
    ),
    "zuraw-log": (
        ("żadnego systemu bez centralnego logowania", (SSO,)),
        ("Kierowca zmienia numer, zapomina hasło, dzwoni do mnie.", (SSO,)),
        ("Ja bym poczekała, gdyby ktoś mi podał datę. Słowo *wkrótce* nie jest datą", (SLIPPED, SSO)),
    ),
    "polana-jarzebia": (
        ("Zastępczyni ma trzy inne działy i nikt jej nie przekazał haseł", (CHAMPION,)),
        ("Kiedy przyszła faktura z wyższą ceną, nie było na sali nikogo", (PRICE, CHAMPION)),
        ("Zapytałam trzy razy i zapadła cisza. Więc skreśliłam", (CHAMPION,)),
    ),
    "tykhyi-perekat": (("а ми надіслали стандартне нагадування", (MACHINE,)),),
    "vyshnevyi-yar": (
        (
            "Ті двоє приходять до мене з гривнями. Ви приходите з відсотком виконаних чек-листів",
            (REPORTS,),
        ),
        ("Обіцяли в наступному оновленні, потім ще в наступному.", (SLIPPED, REPORTS)),
        ("Якби він прийшов на місяць раніше, я б і не помітив", (PRICE,)),
    ),
    "stepzhoren": (
        ("Я написала вам у понеділок. У п'ятницю ще раз.", (SILENCE,)),
        ("Її лаборанти англійською не читають.", (START,)),
        ("мені треба, щоб хтось узяв слухавку", (SILENCE,)),
    ),
    "kumbulak": (
        ("осмотры машин сохранялись в телефоне и пропадали при входе в сеть", (OFFLINE,)),
        ("Второй раз ответили то же самое. На третий не ответили", (SILENCE,)),
        ("А платить и ещё извиняться перед водителями не хочу", (OFFLINE,)),
    ),
    "dvor-dyuny": (
        ("Система честно отправила семь писем в пустоту", (MACHINE,)),
        ("после второго неудачного списания должен звонить человек", (MACHINE,)),
    ),
    "hetian": (
        ("我们的报告只能按日期和检查表排列，改不了。", (REPORTS,)),
        ("我等于又做了一套你们的报表。那我为什么还要付钱？", (REPORTS,)),
        ("下一季度到了，计划又往后推。", (SLIPPED,)),
    ),
    "yunfan": (
        ("本来没想换，是你们的报价逼着我去看别人的。", (PRICE,)),
        ("新来的人不知道有这个承诺", (SLIPPED,)),
        ("大客户最怕的不是贵，是意外", (PRICE,)),
    ),
    "minghuan": (
        ("上个月真正查房打卡的只有五个", (SITE,)),
        ("我在群里反馈过，也打过客服电话，之后就没有下文了。", (SILENCE,)),
        ("也不至于连一杯咖啡的时间都没有吧？", (SILENCE,)),
    ),
}
"""Whose note, then each passage with its themes; no passage holds a day, which is not the same in every book."""
