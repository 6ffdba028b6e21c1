"""Names of people in the scripts of their countries, each with the Latin form its mail address uses.

Family names are ones that do not change with gender, so that any given name goes with any of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from churntui.plain.text import fold


@dataclass(frozen=True, slots=True)
class Pool:
    """Names of one language; a name that is not Latin stands as `name/latin`."""

    given: str
    family: str
    family_first: bool = False

    def pick(self, rng: Random) -> tuple[str, str]:
        """A full name, and the part of a mail address before the `@`."""
        given, given_latin = _parts(rng.choice(self.given.split()))
        family, family_latin = _parts(rng.choice(self.family.split()))
        name = f"{family}{given}" if self.family_first else f"{given} {family}"
        return name, f"{given_latin}.{family_latin}"


def _parts(entry: str) -> tuple[str, str]:
    name, _, latin = entry.partition("/")
    return name, latin or fold(name)


ENGLISH = Pool(
    "Alice Ben Carla Dean Erin Femi Gemma Harvey Isla Jonah Keisha Liam Maya Nikhil Orla Priya Rhys Sadie Tariq Una",
    "Abbott Barlow Chandra Doyle Ellery Fenwick Grant Hobbs Iqbal Jarvis Kemble Lowry Marsh Nwosu Osborne Pryce",
)
SPANISH = Pool(
    "Adrián Beatriz Camila Diego Elena Fabián Gloria Hugo Irene Joaquín Lucía Marcos Noelia Óscar Paula Rubén",
    "Alarcón Benítez Cabrera Durán Espinosa Fuentes Gálvez Herrero Ibáñez Lozano Montero Navarrete Olmedo Peralta",
)
GERMAN = Pool(
    "Anke Bernd Clara Dirk Elif Frieda Gregor Heike Jannik Katrin Lars Mirjam Nils Petra Ralf Sinan Tanja Uwe",
    "Adler Brandt Conrad Döring Engel Fuchs Günther Heller Jansen Krüger Lorenz Mertens Ott Pohl Reuter Seidel",
)
ROMANCE = Pool(
    "Aurélie Bruno Chiara Davide Élodie Fabrice Giulia Hélène Ilaria Julien Luca Manon Nadia Olivier Pietro Simone",
    "Amari Bertin Colombo Dubreuil Esposti Fabre Galli Hamelin Lambert Moretti Perrin Renaud Sartori Vallini",
)
NORDIC = Pool(
    "Anders Birgit Daan Eskil Femke Gunnar Hilde Ingrid Jesper Kaja Lotte Magnus Nora Ole Pernille Ruben Sanne",
    "Aasen Bakker Dahl Ekström Fossum Haugen Iversen Jonker Kvist Lindahl Moen Nygård Prins Rustad Smit Solberg",
)
POLISH = Pool(
    "Agnieszka Bartosz Celina Dawid Ewa Filip Grażyna Hubert Iga Jakub Kinga Łukasz Małgorzata Norbert Olga Paweł",
    "Nowak Wójcik Mazur Krawczyk Zając Król Wróbel Dudek Pawlak Sikora Gajda Kubiak Wilczek Żak Sowa Kępa",
)
UKRAINIAN = Pool(
    "Олена/olena Ігор/ihor Ірина/iryna Тарас/taras Оксана/oksana Богдан/bohdan Леся/lesia Юрій/yurii Соломія/solomiia"
    " Остап/ostap Зоряна/zoriana Данило/danylo",
    "Шевчук/shevchuk Коваленко/kovalenko Бондар/bondar Ткач/tkach Мельник/melnyk Кравець/kravets Гнатюк/hnatiuk"
    " Левчук/levchuk Вовк/vovk Стельмах/stelmakh",
)
RUSSIAN = Pool(
    "Айгерим/aigerim Виктор/viktor Гульнара/gulnara Денис/denis Жанна/zhanna Кайрат/kairat Марина/marina Руслан/ruslan"
    " Светлана/svetlana Тимур/timur",
    "Черных/chernykh Седых/sedykh Долгих/dolgikh Белых/belykh Мороз/moroz Гончар/gonchar Ахмет/akhmet Омар/omar"
    " Коваль/koval Лис/lis",
)
BULGARIAN = Pool(
    "Боряна/boryana Веселин/veselin Гергана/gergana Димитър/dimitar Елица/elitsa Калоян/kaloyan Милена/milena",
    "Желев/zhelev Кънчев/kanchev Пенчев/penchev Райков/raykov Тонев/tonev",
)
CHINESE = Pool(
    "晓梅/xiaomei 建国/jianguo 思雨/siyu 志强/zhiqiang 丽华/lihua 浩然/haoran 静怡/jingyi 文斌/wenbin 雪/xue 磊/lei",
    "陈/chen 林/lin 周/zhou 吴/wu 徐/xu 孙/sun 何/he 郭/guo 罗/luo 宋/song",
    family_first=True,
)
JAPANESE = Pool(
    "陽子/yoko 健太/kenta 美咲/misaki 大輔/daisuke 由美/yumi 翔/sho 恵/megumi 拓也/takuya 直樹/naoki 彩/aya",
    "佐藤/sato 高橋/takahashi 中村/nakamura 小林/kobayashi 森田/morita 石井/ishii 岡本/okamoto 藤井/fujii",
    family_first=True,
)

POOLS = {
    **dict.fromkeys(("DE", "AT", "CH"), GERMAN),
    **dict.fromkeys(("ES", "MX", "CL", "PE"), SPANISH),
    **dict.fromkeys(("FR", "IT"), ROMANCE),
    **dict.fromkeys(("NO", "SE", "NL", "BE"), NORDIC),
    **dict.fromkeys(("KZ", "LV"), RUSSIAN),
    "PL": POLISH,
    "UA": UKRAINIAN,
    "BG": BULGARIAN,
    "CN": CHINESE,
    "JP": JAPANESE,
}
"""By country; English elsewhere."""


def person(country: str, domain: str, rng: Random) -> tuple[str, str]:
    """A name that fits the country, and a mail address at the logo's domain."""
    name, mailbox = POOLS.get(country, ENGLISH).pick(rng)
    return name, f"{mailbox}@{domain}"
