"""English words to their base forms, by rule and by a table of irregular ones."""

from __future__ import annotations

from functools import lru_cache

_VOWELS = frozenset("aeiouy")
_SIBILANTS = ("sses", "shes", "ches", "xes", "zes")
_KEEP_DOUBLE = frozenset("lsz")
# A base form and what is said for it; regular forms are left to the rules.
_IRREGULAR_FORMS = """
am is are was were been being be | has had having have | does did done do | went gone goes go | said says say
told tell | left leave | withdrew withdrawn withdraw | held hold | met meet | struck stricken strike | sought seek
gave given give | took taken take | broke broken break | began begun begin | sent send | lost lose | won win
shot shoot | fought fight | spoke spoken speak | wrote written write | made make | swore sworn swear
chose chosen choose | threw thrown throw | sold sell | bought buy | paid pay | led lead | brought bring
built build | rebuilt rebuild | froze frozen freeze | stole stolen steal | drove driven drive | fled flee
forbade forbidden forbid | overthrew overthrown overthrow | found find | stood stand | withstood withstand
lay lain lie | fell fallen fall | kept keep | laid lay | rose risen rise | saw seen see | knew known know
came come | became become | overcame overcome | ran run | got gotten get | thought think | taught teach
caught catch | felt feel | heard hear | sat sit | tore torn tear | shook shaken shake | blew blown blow
flew flown fly | hid hidden hide | hung hang | dug dig | rode ridden ride | sank sunk sink | sang sung sing
rang rung ring | spent spend | lent lend | bent bend | undertook undertaken undertake | withheld withhold
upheld uphold | retook retaken retake | meant mean | drew drawn draw | grew grown grow | quitting quit
undid undone undo | men man | women woman | children child | people person
"""
_BASES = {
    form: forms[-1]
    for forms in (row.split() for line in _IRREGULAR_FORMS.strip().splitlines() for row in line.split("|"))
    for form in forms[:-1]
}


@lru_cache(maxsize=100_000)
def lemma(word: str) -> str:
    """Return what the forms of a lower-case word share: its base form, less a silent final ``e``.

    "accuses", "accused" and "accusing" give ``accus``. A key to look words up by, not a word to show.
    """
    if word in _BASES:
        return _without_e(_BASES[word])
    if len(word) <= 3:
        return word
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(_SIBILANTS):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return _without_e(word[:-1])
    return _without_e(_without_ending(word))


def _without_ending(word: str) -> str:
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) > 2 and _VOWELS & set(base):
            return base[:-1] if base[-1] == base[-2] and base[-1] not in _KEEP_DOUBLE else base
    return word


def _without_e(base: str) -> str:
    return base[:-1] if base.endswith("e") and len(base) > 3 else base
