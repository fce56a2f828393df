"""The tables: every ISO country comes back from its names, own files are sound, a user's file extends and overrides."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.normalize.actor_checks import all_problems
from actbank.normalize.actor_table import own_files
from actbank.normalize.actor_words import plural_of, read_words
from actbank.normalize.actors import code_actor, load_actors
from actbank.places import data_dir
from actbank.problems import DataError, UnknownName

# ISO 3166-1 alpha-3, the 249 codes in force, typed from the standard's list and compared with pycountry 26.2.
CODES = """
ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM BLR BLZ
BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DEU
DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC
GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM
KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG
MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL
PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN
SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB
VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
"""
ISO = CODES.split()
COUNTRIES = own_files()[str(data_dir() / "actors" / "countries.yaml")]["countries"]
TWELVE = ("GOV", "MIL", "OPP", "REB", "CVL", "BUS", "MED", "JUD", "LEG", "IGO", "NGO", "ELI")


def test_the_countries_are_those_of_iso_3166_and_kosovo():
    assert len(ISO) == len(set(ISO)) == 249
    assert set(COUNTRIES) == {*ISO, "XKX"}


@pytest.mark.parametrize("code", sorted(COUNTRIES))
def test_every_name_of_a_country_comes_back_to_it(code):
    row = COUNTRIES[code]
    assert row["people"]
    for name in (row["name"], *row.get("names", [])):
        assert code_actor(name).country == code, name
        assert code_actor(f"the government of {name}").country == code, name
    for people in (*row["people"], *row.get("peoples", [])):
        assert code_actor(f"{people} soldiers").country == code, people
    for place in (*row.get("capital", []), *row.get("seat", []), *row.get("regions", []), *row.get("cities", [])):
        assert code_actor(f"soldiers in {place}").country == code, place


def test_own_files_have_no_problem():
    assert list(all_problems(own_files())) == []


def test_every_sector_falls_under_one_of_the_twelve():
    table = load_actors()
    assert set(table.bases.values()) == set(TWELVE)
    assert {table.base(sector) for sector in TWELVE} == set(TWELVE)
    assert (table.base("COP"), table.base("REF"), table.base(None)) == ("GOV", "CVL", None)
    with pytest.raises(UnknownName, match="unknown sector 'MILL'; did you mean 'MIL'"):
        table.base("MILL")


def test_all_entries_use_known_codes():
    table = load_actors()
    entries = [name.entry for names in table.names.values() for name in names]
    assert len(entries) > 10_000
    assert {entry.country for entry in entries} <= {None, *COUNTRIES}
    sectors = {entry.sector for entry in entries} | {term.sector for entry in entries for term in entry.terms}
    assert sectors <= {None, *table.bases}
    terms = [(entry.name, term) for entry in entries for term in entry.terms]
    assert [one for one in terms if not 1900 <= one[1].first <= one[1].last] == []


# --- words


@pytest.mark.parametrize(
    ("one", "several"),
    [
        ("minister", "ministers"),
        ("deputy", "deputies"),
        ("convoy", "convoys"),
        ("church", "churches"),
        ("chief of police", "chiefs of police"),
        ("head of state", "heads of state"),
        ("fisherman", "fishermen"),
        ("businesswoman", "businesswomen"),
        ("German", "Germans"),
        ("Afghan", "Afghans"),
        ("Norman", "Normans"),
        ("Englishman", "Englishmen"),
        ("bus", "buses"),
    ],
)
def test_plurals_by_hand(one, several):
    assert plural_of(one) == several


def test_words_are_read_with_shapes_hyphens_and_owners():
    words = read_words("The U.S.-backed rebels' Côte d’Azur, N'Djamena's army")
    assert words.plain == ["the", "us", "backed", "rebels", "cote", "dazur", ",", "ndjamena", "army"]
    assert words.shapes == [1, 2, 0, 0, 1, 0, 0, 1, 0]
    assert words.hyphens == {1}
    assert words.owners == {3, 7}


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(max_size=80))
def test_words_of_any_text_are_parallel_and_plain(text):
    words = read_words(text)
    assert len(words.plain) == len(words.shapes) == len(words.raw)
    assert all(word and not any(c.isspace() for c in word) for word in words.plain)
    assert all(0 <= at < len(words.plain) for at in words.owners)
    assert all(at < len(words.plain) - 1 for at in words.hyphens)


# --- a user's file


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "own.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


OWN = """
countries:
  XTM: {name: Tamaroa, people: [Tamaroan], capital: [Port Tamar]}
persons:
  XTM:
    Ilse Brandt; Elsa Brandt: 2012-2015, 2016- OPP
bodies:
  Tamaroan Dockers; TD: "XTM LAB"
  Amnesty International: "GBR NGO"
  United Nations; UN: "- ABC"
words:
  ABC:
    persons: [harbourmaster]
    bodies: [minister]
sectors:
  ABC: {means: a sector of the user's own, base: GOV}
defaults: {state: null}
"""


def test_a_users_file_extends_and_overrides(file):
    table = load_actors(file(OWN))
    coded = {
        words: code_actor(words, date, table)
        for words, date in [
            ("the Tamaroan army", None),
            ("Tamaroa", None),
            ("Elsa Brandt", "2013"),
            ("Brandt", "2018"),
            ("TD", None),
            ("Amnesty International", None),
            ("the UN", None),
            ("two harbourmasters", None),
            ("the minister", None),
            ("the foreign minister", None),
            ("Chad", None),
        ]
    }
    assert {words: (one.country, one.sector) for words, one in coded.items()} == {
        "the Tamaroan army": ("XTM", "MIL"),
        "Tamaroa": ("XTM", None),
        "Elsa Brandt": ("XTM", "GOV"),
        "Brandt": ("XTM", "OPP"),
        "TD": ("XTM", "LAB"),
        "Amnesty International": ("GBR", "NGO"),
        "the UN": (None, "ABC"),
        "two harbourmasters": (None, "ABC"),
        "the minister": (None, "ABC"),
        "the foreign minister": (None, "GOV"),
        "Chad": ("TCD", None),
    }
    assert coded["Brandt"].name == "Ilse Brandt"
    assert table.base("ABC") == "GOV"
    assert code_actor("the minister").sector == "GOV"
    assert code_actor("Tamaroa").country is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("bodys: {}", "unknown section 'bodys', expected sectors"),
        ("bodies: {Zorze: XXX REB}", "bodies: Zorze: unknown country 'XXX', expected a country of the tables"),
        ("bodies: {Zorze: TCD RAB}", "unknown sector 'RAB', expected a sector of the tables, nearest REB"),
        ("bodies: {Zorze: 1996-2001}", "'1996-2001' cannot be read, expected 'COUNTRY SECTOR'"),
        ("bodies: {Zorze: 'TCD REB, 96-01'}", "'96-01' cannot be read"),
        ("persons: {TCD: {Ali Ba: since 1999}}", "persons: Ali Ba: 'since 1999' cannot be read"),
        ("persons: {TCD: [Ali Ba]}", "persons: TCD: is not a mapping"),
        ("persons: {TXD: {Ali Ba: 1999-}}", "unknown country 'TXD', expected a country of the tables, nearest "),
        (
            "words: {MIL: {person: [pikeman]}}",
            "unknown key 'person', expected persons, several, bodies, nearest persons",
        ),
        ("words: {MIL: {persons: pikeman}}", "'pikeman' is not a list of words"),
        ("words: {MIL: {persons: [no]}}", "[False] is not a list of words"),
        ("words: {MLI: {persons: [pikeman]}}", "unknown sector 'MLI', expected a sector of the tables, nearest MIL"),
        ("words: [pikeman]", "words: is not a mapping"),
        ("countries: {XTM: {people: [Tamaroan]}}", "countries: XTM: has no name"),
        ("countries: {XTM: {name: Tamaroa, citys: [Port Tamar]}}", "unknown key 'citys', expected name"),
        ("sectors: {ABC: {base: GOVT}}", "unknown sector 'GOVT', expected a sector of the tables, nearest GOV"),
        ("sectors: {ABC: }", "sectors: ABC: is not a mapping"),
        ("defaults: {stat: GOV}", "unknown key 'stat', expected state, people, nearest state"),
        ("defaults: {state: GVO}", "unknown sector 'GVO'"),
        ("signs: {formr: [late]}", "unknown key 'formr', expected state, former"),
        ("signs: {former: late}", "'late' is not a list of words"),
        ("family_first: TCD", "'TCD' is not a list of words"),
        ("- Chad", "is not a mapping, expected sectors"),
    ],
)
def test_what_is_wrong_in_a_users_file_is_said_with_its_place(file, text, problem):
    path = file(text)
    with pytest.raises(DataError) as error:
        load_actors(path)
    assert problem in str(error.value)
    assert str(path) in str(error.value)


def test_all_problems_of_a_file_are_said_at_once(file):
    with pytest.raises(DataError, match="3 problems found"):
        load_actors(file("bodies: {Zorze: XXX RAB}\nsectors: {ABC: {bas: GOV}}"))
