"""Deciles of deprivation from the layouts that are published. Postcodes, codes of areas and ranks are all made up."""

import time
import tracemalloc

import format_files
import pytest
from effort import affordable

from thematic.errors import InputError
from thematic.ingest import read_roster, with_deprivation
from thematic.ingest.people.deprivation import _decile

PEOPLE = (
    "participant,session,speaker,role,postcode\nP1,fg1,Anna,participant,L4 0TH\nP2,fg1,Bev,participant,m1 1ae\n"
    "P3,fg1,Cy,participant,\nM1,fg1,Kate,moderator,L4 0TH\n"
)
DIRECTORY = (
    'pcd,pcd2,pcds,dointr,doterm,oscty,ctry,lsoa11,imd\n"L4  0TH","L4   0TH","L4 0TH","198001","","E1","E92000001",'
    '"E01000001","3285"\n"M1  1AE","M1   1AE","M1 1AE","198001","200306","E1","E92000001","E01000002","32844"\n'
)
EXPORT = (
    "Postcode,Postcode Status,LSOA code,LSOA Name,Index of Multiple Deprivation Rank,"
    "Index of Multiple Deprivation Decile,Income Rank,Income Decile,Health and Disability Rank,"
    'Health and Disability Decile\nL4 0TH,Live,E01000001,"Made up, 1A",12,1,9,3,8,2\n'
    "M1 1AE,Terminated,E01000002,Made up 1B,30000,10,9,9,8,9\n"
)
FILE_7 = (
    "LSOA code (2021),LSOA name (2021),Local Authority District code (2024),Index of Multiple Deprivation (IMD) Score,"
    "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),Index of Multiple Deprivation (IMD) Decile "
    "(where 1 is most deprived 10% of LSOAs),Health Deprivation and Disability Decile (where 1 is most deprived 10% of "
    "LSOAs)\nE01000001,Made up 1A,E1,40.1,100,1,3\nE01000002,Made up 1B,E1,4.1,33000,10,8\n"
)


def joined(lookup, people=PEOPLE, name="lookup.csv", **options):
    return with_deprivation(read_roster("p.csv", people.encode()), name, [lookup.encode()], **options)


def attributes(roster, who="P1"):
    found = next(one.attributes for one in roster.participants if one.id == who)
    return {name: value for name, value in found.items() if value}


def test_a_rank_of_the_postcode_directory_becomes_a_decile():
    roster = joined(DIRECTORY, name="ONSPD_MAY_2021_UK.csv", edition="2019")

    assert attributes(roster) == {"imd_decile": "2", "imd_edition": "2019"}
    assert attributes(roster, "P2") == {"imd_decile": "10", "imd_edition": "2019"}


def test_the_export_of_postcodes_gives_both_deciles_and_its_name_the_edition():
    roster = joined(EXPORT, name="2019-deprivation-by-postcode.csv")

    assert attributes(roster) == {"imd_decile": "1", "health_decile": "2", "imd_edition": "2019"}
    assert "deprivation: deciles for 2 of 3 participants, edition 2019" in roster.notes


def test_areas_are_looked_up_where_the_participants_have_those():
    people = "participant,session,speaker,lsoa21\nP1,fg1,Anna,E01000001\nP2,fg1,Bev,W01000001\nP3,fg1,Cy,E01000009\n"
    roster = joined(FILE_7, people)

    assert attributes(roster) == {"imd_decile": "1", "health_decile": "3", "imd_edition": "2025"}
    assert [doubt for doubt in roster.doubts if "P2" in doubt] == [
        "deprivation: the place is in Wales, and the index is of England, for 1 participant: P2"
    ]
    assert "deprivation: the table does not have the place, for 1 participant: P3" in roster.doubts


@pytest.mark.parametrize(("rank", "edition", "decile"), [
    (1, "2019", 1), (3284, "2019", 1), (3285, "2019", 2), (32844, "2015", 10), (29560, "2019", 10), (29559, "2019", 9),
    (3375, "2025", 1), (3376, "2025", 2), (33755, "2025", 10), (33000, "2019", None), (None, "2019", None),
])  # fmt: skip
def test_a_decile_is_a_tenth_of_the_areas_of_its_edition(rank, edition, decile):
    assert _decile(rank, edition) == decile


@pytest.mark.parametrize(("header", "name", "said", "edition"), [
    ("pcds,imd25ind", "x.csv", None, "2025"), ("pcds,imd20ind", "x.csv", None, "2019"),
    ("pcds,imd20ind,imd25ind", "x.csv", None, "2025"), ("pcds,imd20ind,imd25ind", "x.csv", "2019", "2019"),
    ("pcds,imd", "x.csv", "2015", "2015"), ("pcds,imd", "ONSPD_NOV_2025_UK.csv", None, "not stated"),
    ("pcds,imd", "imd2015.csv", None, "2015"), ("pcds,imd", "File_1_IoD25.csv", None, "2025"),
    ("Post code,Decile", "imd_2019.csv", None, "2019"),
    ("pcds,IMD Decile", "iod2019.csv", None, "2019"), ("pcds,IMD Decile 2019", "x.csv", None, "2019"),
])  # fmt: skip
def test_the_edition_is_of_the_header_the_user_or_the_name_and_not_of_the_directory_s_date(header, name, said, edition):
    row = ",".join(["L4 0TH", *"3" * header.count(",")])
    roster = joined(f"{header}\n{row}\n", name=name, edition=said)

    assert attributes(roster)["imd_edition"] == edition
    assert any("does not say of which edition" in doubt for doubt in roster.doubts) == (edition == "not stated")


def test_a_rank_beyond_the_areas_of_2019_is_of_2025():
    assert attributes(joined("pcds,imd\nL4 0TH,33000\n")) == {"imd_decile": "10", "imd_edition": "2025"}


def test_another_edition_than_the_header_s_is_refused():
    with pytest.raises(InputError, match=r"^lookup\.csv:1: its header says the edition of 2025"):
        joined("pcds,imd25ind\nL4 0TH,3\n", edition="2019")


def test_everybody_without_a_decile_is_said_by_id_with_the_reason():
    people = (
        "participant,session,speaker,postcode\nP1,fg1,A,L4 0TH\nP2,fg1,B,L4 OTH\nP3,fg1,C,\nP4,fg1,D,L4 9ZZ\n"
        "P5,fg1,E,EH1 1AA\nP6,fg1,F,CF10 1AA\nP7,fg1,G,JE2 3AA\nP8,fg1,H,SY1 1AA\nP9,fg1,Ian,M1 1AE\n"
    )
    lookup = (
        "pcds,doterm,ctry25cd,imd20ind\nL4 0TH,,E92000001,1\nEH1 1AA,,S92000003,1\nSY1 1AA,,W92000004,1\n"
        "M1 1AE,,E92000001,0\n"
    )
    doubts = joined(lookup, people).doubts

    assert sorted(doubt.removeprefix("deprivation: ") for doubt in doubts) == [
        "no postcode is given, for 1 participant: P3",
        "no whole postcode is given, for 1 participant: P2",
        "the place is in Channel Islands, and the index is of England, for 1 participant: P7",
        "the place is in Scotland, and the index is of England, for 1 participant: P5",
        "the place is in Wales, and the index is of England, for 2 participants: P6, P8",
        "the table does not have the place, for 1 participant: P4",
        "the table has no decile and no rank for the place, for 1 participant: P9",
    ]


def test_a_postcode_given_up_keeps_its_decile_and_is_said():
    notes = joined(DIRECTORY).notes

    assert "deprivation: the postcode is no longer in use, the decile kept, for 1 participant: P2" in notes


def test_the_postcode_stands_nowhere_in_what_comes_out():
    roster = joined(DIRECTORY)

    shown = repr(roster) + repr(roster.homes) + " ".join((*roster.notes, *roster.doubts))
    assert roster.homes == {}
    assert not any(piece in shown.upper() for piece in ("L4", "L40TH", "M1 1AE", "M11AE"))


@pytest.mark.parametrize(("lookup", "people", "reason"), [
    ("a,b\n1,2\n", PEOPLE, "no column of postcodes"), ("pcds,lat\nL4 0TH,1\n", PEOPLE, 'no column such as "imd"'),
    (FILE_7, PEOPLE, "it goes by LSOA codes"), ("PK\x03\x04xx", PEOPLE, "it is packed"),
    ("\x00\x00", PEOPLE, "no text"),
    ("", PEOPLE, "no column of postcodes"), (DIRECTORY, PEOPLE.replace("postcode", "site"), None),
    (DIRECTORY, "participant,session,speaker,site\nP1,fg1,A,north\n", "no whole postcode and no LSOA code"),
    (DIRECTORY, "participant,session,speaker,postcode,imd_decile\nP1,fg1,A,L4 0TH,2\n", '"imd_decile" already'),
    ("pcds,imd\n" + "x" * 2_000_000, PEOPLE, "a line has over 1 MB"),
])  # fmt: skip
def test_a_table_that_cannot_be_joined_is_one_line(lookup, people, reason):
    if reason is None:
        assert attributes(joined(lookup, people))["imd_decile"] == "2"
        return
    with pytest.raises(InputError, match=reason) as caught:
        joined(lookup, people)

    assert "L4" not in str(caught.value)


def test_workbooks_of_people_and_of_deprivation_are_joined_as_text_files_are():
    people = format_files.xlsx([["participant", "session", "speaker", "postcode"], ["P1", "fg1", "Anna", "L4 0TH"]])
    lookup = format_files.xlsx(
        [["Postcode", "Index of Multiple Deprivation Decile", "Note"], ["L4 0TH", 3, 'a "b", c']]
    )

    roster = with_deprivation(read_roster("p.xlsx", people), "2019-deprivation-by-postcode.xlsx", [lookup])

    assert attributes(roster) == {"imd_decile": "3", "imd_edition": "2019"}


def test_a_line_is_put_together_from_the_chunks_it_was_cut_into():
    roster = read_roster("p.csv", PEOPLE.encode())
    data = DIRECTORY.replace("\n", "\r\n").encode()

    found = with_deprivation(roster, "imd2019.csv", (data[at : at + 3] for at in range(0, len(data), 3)))

    assert attributes(found) == {"imd_decile": "2", "imd_edition": "2019"}


def test_a_key_behind_quoted_commas_is_found():
    assert attributes(joined('name,pcds,imd\n"Made, up","L4 0TH",1\n'))["imd_decile"] == "1"


@pytest.mark.slow
def test_a_million_postcodes_stream_by_in_flat_memory_and_little_time():
    def chunks():
        yield b"pcd,pcd2,pcds,doterm,ctry,imd\n"
        row = b'"ZZ1  1ZZ","ZZ1  1ZZ","ZZ1 1ZZ","","E92000001","1"\n'
        yield from (row * 20_000 for _ in range(50))
        yield b'"L4  0TH","L4   0TH","L4 0TH","","E92000001","1"\n'

    tracemalloc.start()
    began = time.process_time()
    roster = with_deprivation(read_roster("p.csv", PEOPLE.encode()), "imd2019.csv", chunks())
    took, (_, peak) = time.process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert attributes(roster)["imd_decile"] == "1"
    assert peak < 20_000_000
    assert affordable(took, 20)
