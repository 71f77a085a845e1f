"""Each form says what it is for, and nothing that its readers must not see."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcp.message import LANGUAGES, Language
from bcp.model import Organisation, Plan
from bcp.plan_head import FORM_WORDS
from drills.printed.document import Facts, NewPage, Slip, Table, Title, pieces
from drills.printed.forms import FORMS, document_of
from drills.printed.matter import Matter
from drills.printed.wording import Wording
from tests.printed.made import form, matter, text_of, words_of


def tables(word: str, lang: Language = "ja") -> list[Table]:
    return [each for each in form(word, lang).blocks if isinstance(each, Table)]


def slips(lang: Language = "ja") -> list[Slip]:
    return [each for each in form("injects", lang).blocks if isinstance(each, Slip)]


def titles(word: str) -> list[str]:
    return [each.text for each in form(word).blocks if isinstance(each, Title)]


def test_every_form_that_a_plan_may_number_can_be_printed_and_no_other() -> None:
    assert tuple(FORMS) == FORM_WORDS


@pytest.mark.parametrize("word", FORMS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_form_is_made_in_both_languages_and_no_text_is_none(
    word: str, lang: Language
) -> None:
    made = form(word, lang)
    assert made.lang == lang
    assert "None" not in text_of(made)
    assert made.title


@pytest.mark.parametrize(
    "word", ["contacts", "checklists", "damage-check", "drill-plan", "home-copy"]
)
def test_a_form_is_not_made_where_the_plan_has_nothing_for_it(word: str) -> None:
    bare = Matter(Wording(Plan(Organisation("別の町")), "ja"), "-")
    assert document_of(word, bare) is None
    assert FORMS[word].made_of


def test_the_plan_of_a_town_that_has_only_its_name_can_be_printed() -> None:
    bare = Matter(Wording(Plan(Organisation("別の町")), "ja"), "-")
    made = document_of("plan", bare)
    assert made is not None
    assert "3日" in text_of(made)


def test_form_numbers_and_boxes_are_those_of_the_plan() -> None:
    assert form("contacts").number == "様式第9号"
    assert form("damage-check").number == "様式第11号"
    assert form("plan").number == ""
    assert form("plan").boxes == ("部長", "課長", "係長")
    assert form("plan", "en").boxes == ("Director", "Head", "Chief")
    assert form("home-copy").boxes == ()


def test_days_are_said_by_eras_unless_the_plan_says_otherwise() -> None:
    assert "令和9年9月30日" in text_of(form("plan"))
    assert "令和9年度" in text_of(form("plan"))
    plan = matter().plan
    western = matter("ja", replace(plan, printing=replace(plan.printing, calendar="gregorian")))
    said = text_of(document_of("plan", western))
    assert "2027年9月30日" in said
    assert "2027年度" in said
    assert "令和9年9月" not in said
    assert western.wording.today(1_795_305_600) == "2026年11月22日"
    assert matter().wording.today(1_795_305_600) == "令和8年11月22日（日）"


def test_what_is_still_to_be_filled_in_stays_in_the_forms() -> None:
    assert "〔要記入〕何時間以上か" in text_of(form("plan"))
    assert "〔要記入〕番号" in text_of(form("contacts"))
    assert list(pieces("県 〔要記入〕番号")) == [
        ("県 ", False),
        ("〔要記入〕", True),
        ("番号", False),
    ]
    assert list(pieces("要記入")) == [("要記入", True)]
    assert list(pieces("記入済み")) == [("記入済み", False)]


def test_numbers_of_people_stand_only_in_the_forms_that_warn_of_them() -> None:
    with_numbers = {word for word in FORMS if "000-555" in text_of(form(word))}
    assert with_numbers == {"contacts", "home-copy"}
    assert {word for word in FORMS if FORMS[word].personal} == with_numbers
    assert all("取扱注意" in form(word).caution for word in with_numbers)


def test_no_form_of_the_plan_holds_an_address_of_a_server_or_a_number_of_staff() -> None:
    for word in FORMS:
        said = words_of(form(word))
        assert not any("192.0.2." in each for each in said)
        assert "1001" not in said


def test_a_plan_that_is_still_to_be_filled_in_is_printed_as_a_draft() -> None:
    unfinished = replace(matter(), unfinished=12)
    for word in FORMS:
        made = document_of(word, unfinished)
        is_draft = "記入が残っている所（要記入）が12か所" in text_of(made)
        assert is_draft is not FORMS[word].of_drill
    assert "案:" not in text_of(form("plan"))


def test_contacts_are_listed_with_all_ways_in_order_and_when_each_last_worked() -> None:
    row = next(row for table in tables("contacts") for row in table.rows if row[0] == "情報課長")
    assert row[2] == "携帯　000-5550-0101\n自宅　000-5551-0101"
    assert row[3] == "令和8年4月3日\n未確認"
    assert row[4] == "情報係長"


def test_a_vendors_desk_stands_with_the_vendor_and_not_among_the_staff() -> None:
    _, staff, vendors = tables("contacts")
    assert all("窓口" not in row[0] for row in staff.rows)
    assert vendors.rows[0][:3] == ("見本システム", "住民記録システム", "夜間休日　000-5553-0001")
    assert vendors.rows[0][4] == "30分 / 4時間"


def test_each_role_has_a_checklist_on_a_page_of_its_own_by_phases() -> None:
    found = titles("checklists")
    assert found[1:] == [
        *("ICT部門責任者のチェックリスト", "0〜1時間", "翌朝まで"),
        *("被害調査班のチェックリスト", "1〜3時間"),
    ]
    pages = [each for each in form("checklists").blocks if isinstance(each, NewPage)]
    assert len(pages) == 2


def test_a_decision_says_what_follows_when_it_falls_the_other_way() -> None:
    rows = [row for table in tables("checklists") for row in table.rows]
    (decision,) = (row for row in rows if "判断" in row[1])
    assert decision[1] == (
        "【判断】サーバ室に入れるか\n□はい　□いいえ\n「いいえ」のとき: 代替拠点の準備を始める"
    )
    assert decision[0] == "□"


def test_the_damage_check_asks_of_every_important_system_once() -> None:
    asked = [row[0] for table in tables("damage-check") for row in table.rows]
    assert asked == [
        *("商用電源", "残燃料（非常用発電機）", "名前解決（庁内DNS）"),
        *("住民記録システム", "メール"),
    ]
    assert all("□不明" in text_of(table.rows) for table in tables("damage-check"))


def test_a_planned_drill_says_what_its_scenario_says_and_leaves_room_for_what_is_missing() -> None:
    autumn, spring = (
        dict(each.rows)
        for each in form("drill-plan").blocks
        if isinstance(each, Facts) and len(each.rows) > 5
    )
    assert autumn["想定"] == "地震　6弱"
    assert (autumn["訓練統括者"], autumn["記録係"]) == ("ICT部門責任者", "情報係員")
    assert autumn["評価項目と目標"].splitlines() == [
        *("報告まで35分以内", "自分から集まったか", "危険な所に入らなかったか")
    ]
    assert spring["中止条件"] == ""


def test_the_home_copy_has_everybody_who_leads_and_what_to_do_first() -> None:
    said = text_of(form("home-copy"))
    for each in ("000-5550-0101", "000-5550-0102", "000-5559-0001", "000-5553-0001"):
        assert said.count(each) == 1
    assert "ICT部門責任者（代行1）、被害調査班" in said
    assert "家族の安全を確かめ、参集する" in said
    assert "震度6弱以上" in said
    assert "文化センター" in said


def test_the_important_systems_stand_in_the_order_in_which_they_are_brought_back() -> None:
    (systems,) = (
        each for each in tables("plan") if "目標復旧時間" in each.heads and "優先" in each.heads
    )
    assert [row[0] for row in systems.rows] == ["住民記録システム", "メール", "庁内DNS"]
    needs = systems.rows[0][systems.heads.index("前提となるもの")]
    assert needs == "庁内DNS、仮想基盤1号機または仮想基盤2号機"


def test_the_plan_says_who_must_come_how_soon_and_until_when_vendors_are_bound() -> None:
    (coming,) = (each for each in tables("plan") if "招集から" in each.heads)
    assert coming.rows == (("3時間", "ICT部門責任者 1人、被害調査班 2人"),)
    (vendors,) = (each for each in tables("plan") if "契約の期限" in each.heads)
    assert vendors.rows == (
        (
            *("見本システム", "住民記録システム", "保守契約", "令和9年3月31日"),
            *("平日9時〜17時", "30分 / 4時間"),
        ),
    )


def test_servers_stand_in_the_order_in_which_they_are_started() -> None:
    (servers,) = (each for each in tables("plan") if "起動順" in each.heads)
    assert [row[:2] for row in servers.rows] == [("仮想基盤2号機", "1"), ("仮想基盤1号機", "2")]


@pytest.mark.parametrize("word", FORMS)
def test_an_english_form_has_no_signs_of_japanese_but_in_the_plans_own_words(word: str) -> None:
    said = text_of(form(word, "en"))
    assert [each for each in "（）［］　／" if each in said] == []


def test_a_table_whose_rows_do_not_fit_its_heads_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="a"):
        Table(("a", "b"), (("1",),), (1, 1))
