"""Tells how likely a text is in a language, by how often the language has its letters. Pure.

The letters' order of frequency is charset-normalizer's. Chinese, Japanese and Korean have too many for that. There it
counts how many characters are in common use, and which ones names are made of.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from typing import Final

_DECAY: Final = 0.1
"""How fast letters get rarer from one rank to the next: the 10th is a third as frequent as the first."""

_RARE: Final = 0.0015
_SMALL_LETTERS_ALONE: Final = -1.5
"""What a word without a capital letter costs where names have one."""

_IN_NAMES: Final = {
    "Chinese": (
        "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
        "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
        "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉红梅兰凤建国志海燕春秋冬雪云飞鹏辉波斌宇浩凯健俊帆雷婷洁莉"
        "玲萍鑫晓小大文东南西北新庆林成天荣光永福生学思子佳琳晨阳博瑞欣怡慧颖珍琴淑倩楠莹畅柳想坤岩"
    ),
    "Chinese, traditional": (
        "陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾彭游詹胡施沈余盧梁趙顏柯翁魏孫戴范方宋鄧"
        "杜傅侯曹薛丁卓馬董温唐藍石紀姚連馮歐程湯黄田康姜白汪尤鄒尹"
        "淑芬惠美玲雅婷怡君欣佳穎志明家豪俊傑建宏宗翰冠宇承恩秀英麗華雲雪慧敏文國雄銘賢偉智詩涵心如靜宜佩珊珮瑜馨儀"
        "嘉玉蘭鳳珠春香貞昌榮輝龍成信義德仁正中山子庭廷柏柔芳"
    ),
    "Japanese": (
        "佐藤鈴木高橋田中伊渡辺山本村小林加吉井口松斎清崎森池阿部石川野原前長谷岡後近坂遠青西福太三浦岩上下金大島内今河平"
        "和竹酒宮工横水柴安谷古丸菅市杉新津北南東永荒秋久保関服尾桜星浜土矢千葉柏寺"
        "子美恵真由香奈直幸明智和裕春夏陽翔健一二郎太介輔之雄彦樹浩学隆誠司秀修拓也哉亮充京助舞七里佳加純結衣桃花"
        "咲希菜桜優愛亜沙織絵典子知洋康治正英雅章博文哲政千尋翼"
    ),
    "Korean": (
        "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마"
        "길연위표명기반라왕금옥육인맹제모탁국어은편용봉경사부황보갈궁"
        "영수민지현준서예은하윤성호진우재훈혜정숙미경자희순철상동승태건아린유나연주시온도빈채원규석환광종병옥춘"
    ),
}
_BOOST: Final = 0.5
"""How many of a name's characters are among those above."""


def likelihood(language: str, words: Iterable[str]) -> float:
    """Return the natural logarithm of how likely a language has such words; 0 for none, less for more of them.

    Args:
        language: as in `ingest.reading.encoding_names`.
        words: of it.
    """
    if language in _IN_NAMES:
        return sum(
            _character_likelihood(language, character)
            for word in words
            for character in word
            if not character.isascii()
        )
    chances = _letter_chances(language)
    rare = math.log(_RARE)
    return sum(
        sum(chances.get(character, rare) for character in word.lower() if not character.isascii())
        + (_SMALL_LETTERS_ALONE if word.islower() else 0)
        for word in words
    )


@cache
def _letter_chances(language: str) -> dict[str, float]:
    from charset_normalizer.constant import FREQUENCIES  # only files in older encodings need it

    letters = [letter for letter in FREQUENCIES[language] if not letter.isascii()]
    weights = [math.exp(-_DECAY * rank) for rank in range(len(letters))]
    return {letter: math.log(weight / sum(weights)) for letter, weight in zip(letters, weights, strict=True)}


@cache
def _character_likelihood(language: str, character: str) -> float:
    names = _IN_NAMES[language]
    common, rest = _COMMON_USE[language](character)
    chance = (1 - _BOOST) * rest / common + (_BOOST / len(names) if character in names else 0)
    return math.log(max(chance, 1e-6))


def _level_of(codec: str, character: str, last_lead: int) -> bool:
    try:
        return len(code := character.encode(codec)) == 2 and code[0] <= last_lead
    except UnicodeEncodeError:
        return False


def _simplified(character: str) -> tuple[int, float]:
    return (3755, 0.97) if _level_of("gb2312", character, 0xD7) else (3008, 0.03 if _known("gb2312", character) else 0)


def _traditional(character: str) -> tuple[int, float]:
    return (5401, 0.98) if _level_of("big5", character, 0xC6) else (7652, 0.02)


def _japanese(character: str) -> tuple[int, float]:
    if "\u3040" <= character <= "\u30ff":
        return 169, 0.25
    return (2965, 0.73) if _level_of("euc_jp", character, 0xCF) else (3390, 0.02 if _known("euc_jp", character) else 0)


def _korean(character: str) -> tuple[int, float]:
    return (2350, 0.999) if _known("euc_kr", character) else (8822, 0.001)


def _known(codec: str, character: str) -> bool:
    try:
        return len(character.encode(codec)) == 2
    except UnicodeEncodeError:
        return False


_COMMON_USE: Final = {
    "Chinese": _simplified,
    "Chinese, traditional": _traditional,
    "Japanese": _japanese,
    "Korean": _korean,
}
"""Language → for a character, how many are as common as it, and which share of a text they make."""
