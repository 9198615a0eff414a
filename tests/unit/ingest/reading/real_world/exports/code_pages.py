"""Lists in older encodings. What is certain is read; rows that are not may be rejected; a wrong name is never right."""

# The letters are those of the languages, whatever Latin ones they look like.
# ruff: noqa: RUF001

from __future__ import annotations

import gzip

from tests.unit.ingest.reading.real_world.exports.export import CANARY, MARA, Export, login_of, text_of

HEADER = "user login,first name,last name,email address,routing profile name"
CENTRAL = (
    "Łucja Żmuda|Wit Śliwka|Bożena Wójcik|Paweł Kołodziej|Małgorzata Dąbek|Grażyna Świątek|Zdzisław Gąska|Róża Jędrys"
)
CZECH = "Bořek Říha|Zdeňka Šímová|Květoslav Dvořáček|Alžběta Kučírková|Vojtěch Hřebíček|Růžena Žďárská|Matěj Štěrba"
HUNGARIAN = "Győző Szűcs|Ödön Fehér|Zsófia Kővári|László Bükkösi|Eszter Gyűrű|Jenő Szőke|Erzsébet Tőkés"
CYRILLIC = "Ярослав Ветров|Дарья Щеглова|Кирилл Жаворонков|Алёна Цветаева|Юрий Эльдаров|Ольга Былинкина|Фёдор Хрусталёв"
GREEK = "Ελένη Ραφτοπούλου|Πέτρος Καλογήρου|Αθηνά Ψαρρού|Γιώργος Ξενάκης|Χριστίνα Ζωγράφου|Ηλίας Θεοχάρης|Σοφία Βλάχου"
TURKISH = "Işıl Şahin|Gökçe Yıldız|Çağrı Öztürk|Şeyma Güneş|İlker Ağaoğlu|Tuğba Çiçek|Ömer Işık|Ayşegül Değirmenci"
HEBREW = "נעמי ברקאי|יונתן שקד|תמר גולן|אורי פלד|מיכל צור|עידו חרמון|רותם זמיר"
ARABIC = "ليلى الحداد|سامي النجار|هدى القاسم|يوسف الخطيب|نور الصباغ|طارق العطار|ريم الغزالي"
BALTIC = "Žydrūnas Šilėnas|Rūta Čepaitė|Jūratė Žąsytė|Kęstutis Vėjūnas|Ģirts Bērziņš|Līga Kļaviņa|Šarūnas Ąžuolas"
JAPANESE = "美咲 水野|大輔 古川|さくら 石橋|健太郎 小野寺|陽子 松原|拓也 長谷部|千尋 柏木"
SIMPLIFIED = "晓雯 方|志强 罗|丽华 钟|建国 沈|雪梅 袁|伟东 贺|春燕 谭"
TRADITIONAL = "雅婷 蕭|俊傑 簡|淑芬 賴|志豪 鍾|麗雲 蘇|建銘 顏|佩珊 謝"
KOREAN = "지우 남|서준 봉|하늘 탁|민서 제갈|도윤 선우|예린 황보|시온 남궁"
NORDIC = "Åsa Nyström|Göran Blomqvist|Søren Kjær|Håkon Bråten|Päivi Hyvärinen|Jürgen Weißhaupt|Zoë Ångström"
PAGES = [
    ("cp1250", "Windows, Polish", CENTRAL),
    ("iso-8859-2", "Linux, Polish", CENTRAL),
    ("cp852", "MS-DOS, Polish", CENTRAL),
    ("mac-latin2", "Mac, Polish", CENTRAL),
    ("cp1250", "Windows, Czech", CZECH),
    ("iso-8859-2", "Linux, Czech", CZECH),
    ("cp1250", "Windows, Hungarian", HUNGARIAN),
    ("cp1251", "Windows, Russian", CYRILLIC),
    ("koi8-r", "Unix, Russian", CYRILLIC),
    ("cp866", "MS-DOS, Russian", CYRILLIC),
    ("iso-8859-5", "Linux, Russian", CYRILLIC),
    ("mac-cyrillic", "Mac, Russian", CYRILLIC),
    ("cp1253", "Windows, Greek", GREEK),
    ("iso-8859-7", "Linux, Greek", GREEK),
    ("mac-greek", "Mac, Greek", GREEK),
    ("cp1254", "Windows, Turkish", TURKISH),
    ("iso-8859-9", "Linux, Turkish", TURKISH),
    ("mac-turkish", "Mac, Turkish", TURKISH),
    ("cp857", "MS-DOS, Turkish", TURKISH),
    ("cp1255", "Windows, Hebrew", HEBREW),
    ("iso-8859-8", "Linux, Hebrew", HEBREW),
    ("cp1256", "Windows, Arabic", ARABIC),
    ("iso-8859-6", "Linux, Arabic", ARABIC),
    ("cp1257", "Windows, Baltic", BALTIC),
    ("cp932", "Windows, Japanese (Shift-JIS)", JAPANESE),
    ("euc-jp", "Unix, Japanese", JAPANESE),
    ("iso-2022-jp", "mail, Japanese", JAPANESE),
    ("gbk", "Windows, simplified Chinese", SIMPLIFIED),
    ("gb18030", "simplified Chinese", SIMPLIFIED),
    ("big5", "Windows, traditional Chinese", TRADITIONAL),
    ("cp949", "Windows, Korean (EUC-KR)", KOREAN),
]
READ = [
    ("cp1252", "Windows, Nordic", NORDIC),
    ("mac-roman", "Mac, Nordic, line feeds", NORDIC),
    ("cp850", "MS-DOS, Nordic", NORDIC.replace("Zoë", "Zoe")),
    ("utf-16", "Excel, Unicode text, Japanese", JAPANESE),
    ("utf-16-le", "Russian without a mark", CYRILLIC),
    ("utf-8", "Arabic", ARABIC),
    ("utf-8-sig", "Excel, CSV UTF-8, Korean", KOREAN),
]


def rows(names: str, login: str = "agent{}") -> list[list[str]]:
    people = [name.split(" ", 1) for name in names.split("|")]
    return [
        [login.format(n), first, last, f"agent{n}@example.com", "Basic Routing Profile"]
        for n, (first, last) in enumerate(people, 1)
    ]


def coded(encoding: str, where: str, names: str, *, certain: bool) -> Export:
    people = rows(names)
    return Export(
        f"{encoding}: {where}",
        f"a list with the console's headers, {where}, {encoding}",
        text_of(HEADER, people).encode(encoding),
        "agent_directory",
        accepted=len(people),
        rejected=0 if certain else None,
        agents={row[0]: {"first_name": row[1], "last_name": row[2]} for row in people},
        or_rejected=not certain,
    )


MIXED = text_of(HEADER, rows("Mara Ellwood|Zoë Brannigan")).encode()
CODE_PAGES = [
    *(coded(encoding, where, names, certain=False) for encoding, where, names in PAGES),
    *(coded(encoding, where, names, certain=True) for encoding, where, names in READ),
    coded("cp1250", "Windows, two names alone", "Łucja Żmuda|Wit Nowak", certain=False),
    coded("cp1251", "Windows, one name among English ones", "Mara Ellwood|Kim Ortega|Дарья Щеглова", certain=False),
    coded("gbk", "Windows, two short names", "晓雯 方|伟东 贺", certain=False),
    coded("utf-32", "a tool that writes UTF-32", NORDIC, certain=False),
    Export(
        "UTF-16 with an ASCII row appended",
        "Excel's Unicode text, to which a script appended a row with echo",
        text_of(
            "user login,first name,last name,password", [["mellwood", "Mara", "Ellwood", CANARY]], separator="\t"
        ).encode("utf-16")
        + f"tlindqvist\tTobias\tLindqvist\t{CANARY}\r\n".encode(),
        "agent_directory",
        rejected=None,
        agents=login_of(MARA, password=CANARY),
        canaries=(CANARY,),
    ),
    Export(
        "UTF-8 with a Windows-1252 row appended",
        "two exports joined by copy a+b",
        MIXED
        + text_of("a,b,c,d,e", []).encode()[:0]
        + ",".join(rows("x x|y y|Günter Böhm")[2]).encode("cp1252")
        + b"\r\n",
        "agent_directory",
        accepted=2,
        rejected=1,
        agents={"agent2": {"first_name": "Zoë", "last_name": "Brannigan"}},
        not_agents=("agent3",),
    ),
    Export(
        "UTF-8 that was taken for Windows-1252 and saved again",
        "a list that went through Excel twice: MÃ¼ller",
        text_of(HEADER, rows("Jürgen Müller")).encode().decode("cp1252").encode(),
        "agent_directory",
        rejected=None,
        agents={"agent1": {"first_name": "Jürgen", "last_name": "Müller"}},
        or_rejected=True,
    ),
    Export(
        "Cyrillic code page, compressed",
        "a Russian list, gzip",
        gzip.compress(text_of(HEADER, rows(CYRILLIC)).encode("cp1251"), mtime=0),
        "agent_directory",
        rejected=None,
        agents={row[0]: {"first_name": row[1], "last_name": row[2]} for row in rows(CYRILLIC)},
        or_rejected=True,
    ),
]
