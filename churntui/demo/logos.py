"""Who the sample logos are: invented companies from many countries, in their own scripts.

Domains end in `.example`, which can never be registered. Facts that do not change over time stand here; what
happened to each logo stands in `stories`, under the same key.
"""

from __future__ import annotations

from dataclasses import dataclass

from churntui.model.choices import Fit

OWNERS = ("Ines Ferrand", "Tomasz Wilk", "Grace Okoro")
"""The three customer success managers who share the book."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A logo as a CRM knows it."""

    key: str
    """What `stories` and the interviews call it; its domain is `<key>.example`."""
    name: str
    industry: str
    country: str
    """ISO 3166 code."""
    employees: int
    revenue_millions: int
    """Annual revenue, in millions of EUR."""
    owner: int
    """Its place in `OWNERS`."""
    fit: Fit = "good"

    @property
    def domain(self) -> str:
        """Its web and mail domain."""
        return f"{self.key}.example"


FOOD, HOTELS, CARE, LOGISTICS = "Food production", "Hospitality", "Healthcare", "Logistics"
FACTORY, RETAIL, BUILDING = "Manufacturing", "Retail", "Construction & facilities"

PROFILES = (
    Profile("nordpriel", "Nordpriel Logistik GmbH", LOGISTICS, "DE", 840, 160, 0),
    Profile("cloverscar", "Cloverscar Nurseries", RETAIL, "GB", 210, 24, 2),
    Profile("minatoboshi", "みなと星冷蔵", LOGISTICS, "JP", 320, 58, 1),
    Profile("tarragrain", "Tarragrain Mills", FOOD, "AU", 150, 41, 2),
    Profile("bellaventura", "Bellaventura Alta Hotels", HOTELS, "IT", 460, 52, 0),
    Profile("sosnowa-przelecz", "Sosnowa Przełęcz Hotele", HOTELS, "PL", 180, 12, 1),
    Profile("kitewell", "Kitewell Dental", CARE, "GB", 45, 5, 2, "poor"),
    Profile("ferrolia", "Ferrolia Industrial S.A.", FACTORY, "ES", 610, 98, 0),
    Profile("graubach", "Graubach Maschinenbau GmbH", FACTORY, "DE", 520, 88, 0),
    Profile("vihren-dolina", "Вихрен Долина Градеж", BUILDING, "BG", 240, 31, 1),
    Profile("oakhelm", "Oakhelm Senior Living", CARE, "US", 980, 120, 2),
    Profile("lacroisee", "La Croisée d'Ormes Traiteur", FOOD, "FR", 130, 15, 0),
    Profile("svalgard", "Svalgård Seafood", FOOD, "NO", 290, 76, 1),
    Profile("hoshimi", "星見フーズ", FOOD, "JP", 410, 63, 1),
    Profile("tannwald", "Tannwald Kliniken", CARE, "DE", 1900, 210, 0),
    Profile("bluepaddock", "Blue Paddock Dairies", FOOD, "NZ", 340, 92, 2),
    Profile("zelenyi-brid", "Зелений Брід Пекарні", FOOD, "UA", 260, 18, 1),
    Profile("puertoclaro", "Puerto Claro Logística", LOGISTICS, "CL", 480, 57, 0),
    Profile("weidenau", "Weidenau Betriebsküchen", FOOD, "AT", 370, 29, 0),
    Profile("saltfern", "Saltfern Bay Resorts", HOTELS, "US", 1150, 140, 2),
    Profile("qinghegu", "清禾谷医疗器械", CARE, "CN", 530, 71, 1),
    Profile("brightmoor", "Brightmoor Facilities Trust", BUILDING, "GB", 390, 26, 2),
    Profile("lagunafria", "Laguna Fría Pesquera", FOOD, "PE", 620, 84, 0),
    Profile("zielona-struga", "Młyny Zielona Struga", FOOD, "PL", 140, 19, 1),
    Profile("tidewick", "Tidewick Laboratories", CARE, "NL", 95, 14, 0),
    Profile("hollowaykirk", "Holloway Kirk Engineering", FACTORY, "GB", 700, 112, 2),
    Profile("meridoux", "Meridoux Verpackungen AG", FACTORY, "CH", 430, 105, 0),
    Profile("almvik", "Almvik Mejeri", FOOD, "SE", 175, 33, 1),
    Profile("santorre", "Santorre Ospedali", CARE, "IT", 1400, 180, 0),
    Profile("larkmere", "Larkmere Hospitals", CARE, "CA", 2100, 260, 2),
    Profile("zhonglingchuan", "中岭川建设", BUILDING, "CN", 1300, 195, 1),
    Profile("vandreel", "Van Dreel Koeltransport", LOGISTICS, "NL", 280, 47, 0),
    Profile("zhailau", "Жайлау Кырка Агро", FOOD, "KZ", 350, 36, 1),
    Profile("ostkap", "Ostkap Werften", FACTORY, "DE", 890, 170, 0),
    Profile("granrobledal", "Gran Robledal Hoteles", HOTELS, "ES", 1050, 115, 0),
    Profile("pinegate", "Pinegate Property Care", BUILDING, "US", 85, 9, 2),
    Profile("fennimore", "Fennimore Bakehouse", RETAIL, "GB", 38, 3, 2, "poor"),
    Profile("sunagiri", "砂霧精機", FACTORY, "JP", 190, 28, 1),
    Profile("miradorpardal", "Mirador Pardal Catering", FOOD, "CL", 230, 17, 0),
    Profile("stepzhoren", "Степовий Жорен", FOOD, "UA", 160, 11, 1),
    Profile("marlow-thwaite", "Marlow & Thwaite Dental", CARE, "GB", 120, 13, 2),
    Profile("harrowvale", "Harrow Vale Foods", FOOD, "GB", 310, 37, 2),
    Profile("cantera-azul", "Cantera Azul Hoteles", HOTELS, "MX", 270, 22, 0),
    Profile("brzezisko", "Zakłady Mięsne Brzezisko", FOOD, "PL", 420, 61, 1),
    Profile("ostrander", "Ostrander Mill Supply", RETAIL, "US", 75, 12, 2, "poor"),
    Profile("tykhyi-perekat", "Тихий Перекат Готелі", HOTELS, "UA", 90, 4, 1),
    Profile("hetian", "禾田谷食品", FOOD, "CN", 680, 79, 1),
    Profile("bramford", "Bramford Site Services", BUILDING, "GB", 540, 44, 2),
    Profile("quaylark", "Quaylark Couriers", LOGISTICS, "IE", 30, 3, 2, "poor"),
    Profile("sierraparda", "Sierra Parda Alimentos", FOOD, "MX", 500, 66, 0),
    Profile("kolderup", "Kolderup Skipsverft", FACTORY, "NO", 360, 83, 1),
    Profile("zuraw-log", "Żuraw Szary Logistyka", LOGISTICS, "PL", 450, 54, 1),
    Profile("kumbulak", "Кумбулак Карго Жолы", LOGISTICS, "KZ", 380, 39, 1),
    Profile("penharrow", "Penharrow Care Homes", CARE, "GB", 640, 35, 2),
    Profile("valdelomera", "Clínicas Valdelomera", CARE, "ES", 330, 40, 0),
    Profile("yunfan", "云帆渡冷链", LOGISTICS, "CN", 720, 101, 1),
    Profile("zilverkorst", "Bakkerij Zilverkorst", FOOD, "BE", 110, 10, 0, "poor"),
    Profile("redscarmesa", "Redscar Mesa Outfitters", RETAIL, "US", 260, 48, 2),
    Profile("vyshnevyi-yar", "Вишневий Яр Маркет", RETAIL, "UA", 410, 27, 1),
    Profile("dvor-dyuny", "Двор у Дюны", HOTELS, "LV", 105, 7, 1, "poor"),
    Profile("kestrelmoor", "Kestrelmoor Haulage", LOGISTICS, "GB", 200, 30, 2),
    Profile("polana-jarzebia", "Uzdrowisko Polana Jarzębia", CARE, "PL", 220, 16, 1),
    Profile("eichgrund", "Eichgrund Kliniken", CARE, "DE", 1600, 190, 0),
    Profile("fjellstua", "Fjellstua Hotels", HOTELS, "NO", 310, 43, 1),
    Profile("minghuan", "明湖岸里酒店", HOTELS, "CN", 590, 46, 1),
    Profile("dunmarrow", "Dunmarrow Precision", FACTORY, "IE", 145, 21, 2),
)
