"""The interview runner: by keyboard alone, and no word that was said is lost or altered."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.pages.hands import (
    ALT,
    CTRL,
    SHIFT,
    WAIT,
    Desk,
    button,
    buttons,
    choice,
    choose,
    chosen,
    drop_down,
    field,
    fill,
    focused,
    is_there,
    leave,
    rows,
    table,
    trouble,
    write,
)
from vpo_desk.domain.answer import AnswerState
from vpo_desk.domain.case import Case
from vpo_desk.domain.changes import Changes
from vpo_desk.domain.interview import Line
from vpo_desk.domain.statement import DifferenceState, Root
from vpo_desk.services.catalog import Services
from vpo_desk.services.interviews import Given, InterviewView
from vpo_desk.ui.cases.case_page import CasePage
from vpo_desk.ui.interview.question_card import draft_of
from vpo_desk.ui.interview.recording import lines_scope
from vpo_desk.ui.interview.runner_page import RunnerPage
from vpo_desk.ui.widgets.check import CheckBox
from vpo_desk.ui.widgets.fields import TextEditor

SUMMARY = "Answer, in your summary"
OWN_WORDS = "Own words (verbatim)"
FIRST = "SU-A1"
SAFETY = "SU-I2"

SAID = [
    "قال إنه سيأتي يوم الجمعة",
    "👩‍👩‍👧‍👦 🔥 zum Spaß",
    "<b>not bold</b> & &amp; <script>",
    "  spaces before, after and \u00a0inside  \n\n\tlast line\n",
    "ngày mai — Ω και τέλος; до завтра",
    "word " * 10_000,
]

Begin = Callable[..., str]


def run(desk: Desk, interview_id: str, part: str = FIRST) -> RunnerPage:
    return desk.go(RunnerPage, "interview", interview_id, part)


def seen(desk: Desk, interview_id: str) -> InterviewView:
    view = desk.ask(lambda services: services.interviews.view(interview_id))
    assert isinstance(view, InterviewView)
    return view


def number(desk: Desk) -> str:
    """Return the id of the question that is asked."""
    return desk.page._question._number.text()  # type: ignore[attr-defined]


def test_an_interview_is_held_with_the_keyboard_alone(desk: Desk, interview: Begin) -> None:
    id_ = interview()
    run(desk, id_)
    first = number(desk)
    assert focused().accessibleName() == SUMMARY
    QTest.keyClicks(focused(), "Came by himself.")
    desk.press(Qt.Key.Key_V, CTRL | SHIFT)
    assert focused().accessibleName() == OWN_WORDS
    QTest.keyClicks(focused(), "I want this over with")
    desk.press(Qt.Key.Key_Return, CTRL)
    second = number(desk)
    assert second != first
    desk.press(Qt.Key.Key_D, CTRL)
    desk.press(Qt.Key.Key_Return, CTRL)
    third = number(desk)
    desk.press(Qt.Key.Key_U, CTRL)
    desk.press(Qt.Key.Key_Left, ALT)
    assert number(desk) == second
    assert chosen(desk.page, "Answered") == "Declined"
    answers = seen(desk, id_).answers
    assert answers[first].text == "Came by himself."
    assert answers[first].verbatim == "I want this over with"
    assert answers[first].state is AnswerState.ANSWERED
    assert answers[second].state is AnswerState.DECLINED
    assert answers[third].state is AnswerState.UNKNOWN
    assert seen(desk, id_).drafts == ()


def test_the_way_begins_before_the_questions_and_ends_behind_them(
    desk: Desk, interview: Begin
) -> None:
    run(desk, interview())
    desk.press(Qt.Key.Key_Left, ALT)
    assert "Before the interview" in desk.reads()
    assert "SU-A1" not in desk.reads()
    desk.press(Qt.Key.Key_Left, ALT)
    assert "Before the interview" in desk.reads()
    desk.click("Finish…")
    desk.press(Qt.Key.Key_Return, CTRL)
    assert "A sealed interview never changes" in desk.reads()


def test_what_is_typed_is_in_the_journal_before_the_field_is_left(
    desk: Desk, interview: Begin
) -> None:
    id_ = interview()
    run(desk, id_)
    with desk.qtbot.waitSignal(desk.session.saved, timeout=WAIT):
        fill(desk.page, SUMMARY, "He has been sleep")
    view = seen(desk, id_)
    assert view.answers == {}
    assert [draft.field for draft in view.drafts] == [FIRST]
    assert view.drafts[0].binding == view.line.interview.protocol
    assert "He has been sleep" in view.drafts[0].content


def test_unsaved_words_come_back_in_their_own_question(
    desk: Desk, interview: Begin, case_file: Path, tmp_path: Path
) -> None:
    id_ = interview()
    run(desk, id_, "SU-A2")
    words = "“they all knew” — he said\nand then nothing "
    with desk.qtbot.waitSignal(desk.session.saved, timeout=WAIT):
        fill(desk.page, OWN_WORDS, words)
    crashed = Path(shutil.copytree(case_file, tmp_path / "as the power failed.vpodesk"))
    desk.lock()
    desk.prompts.folders.append(crashed)
    desk.program.area.unlock_page.other_button.click()
    desk.unlock()
    page = run(desk, id_)
    assert field(page, OWN_WORDS).words() == ""
    notice = page.notices.notices()[0]
    assert "question SU-A2" in notice.strong.text()
    notice.button.click()
    assert number(desk) == "SU-A2"
    own = field(page, OWN_WORDS)
    assert own.words() == words
    assert isinstance(own, TextEditor)
    assert own.textCursor().atEnd()  # whoever goes on typing goes on behind the last word
    desk.press(Qt.Key.Key_Return, CTRL)
    assert page.notices.notices() == ()  # they are saved now
    view = seen(desk, id_)
    assert view.answers["SU-A2"].verbatim == words
    assert view.drafts == ()


def test_what_was_typed_and_taken_back_leaves_no_journal(desk: Desk, interview: Begin) -> None:
    id_ = interview()
    run(desk, id_)
    with desk.qtbot.waitSignal(desk.session.saved, timeout=WAIT):
        editor = fill(desk.page, SUMMARY, "wrong person")
    QTest.keyClick(editor, Qt.Key.Key_A, CTRL)
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    desk.press(Qt.Key.Key_Return, CTRL)
    view = seen(desk, id_)
    assert view.drafts == ()
    assert view.answers == {}


def test_every_word_reaches_the_case_file_as_it_was_said(desk: Desk, interview: Begin) -> None:
    id_ = interview()
    run(desk, id_)
    asked: list[str] = []
    for words in SAID:
        asked.append(number(desk))
        fill(desk.page, OWN_WORDS, words)
        fill(desk.page, SUMMARY, words)
        desk.press(Qt.Key.Key_Return, CTRL)
    answers = seen(desk, id_).answers
    assert [answers[each].verbatim for each in asked] == SAID
    assert [answers[each].text for each in asked] == SAID
    for words in reversed(SAID):
        desk.press(Qt.Key.Key_Left, ALT)
        assert field(desk.page, OWN_WORDS).words() == words


def test_a_state_that_takes_no_words_never_throws_words_away(desk: Desk, interview: Begin) -> None:
    id_ = interview()
    run(desk, id_)
    fill(desk.page, SUMMARY, "He would not say.")
    desk.press(Qt.Key.Key_D, CTRL)
    assert "cannot hold an answer's words" in trouble(desk.page, "Answered")
    view = seen(desk, id_)
    assert "He would not say." in view.drafts[0].content
    desk.click("Finish…")
    desk.click("Seal this interview")
    assert "not saved" in desk.reads()
    assert not seen(desk, id_).line.interview.sealed
    run(desk, id_, FIRST)
    assert field(desk.page, SUMMARY).words() == "He would not say."
    choose(desk.page, "Answered", "Answered")
    view = seen(desk, id_)
    assert view.answers[FIRST].text == "He would not say."
    assert view.drafts == ()


def test_a_root_stays_where_it_was_when_the_answer_is_worded_anew(
    desk: Desk, interview: Begin, school: Case
) -> None:
    id_ = interview()
    roots = desk.ask(lambda services: services.knowledge.roots(school.id))
    root = roots[0]
    assert isinstance(root, Root)

    def answer(services: Services) -> Changes:
        given = Given(text="He saw the message.", root_id=root.id)
        return services.interviews.record(id_, FIRST, given)[1]

    desk.session.command(answer)
    run(desk, id_)
    assert drop_down(desk.page, "Goes back to").currentText() == root.what
    fill(desk.page, SUMMARY, "So: ")
    leave()
    saved = seen(desk, id_).answers[FIRST]
    assert saved.text == "So: He saw the message."
    assert saved.root_id == root.id


def test_a_root_is_entered_beside_its_answer_which_then_goes_back_to_it(
    desk: Desk, interview: Begin, school: Case
) -> None:
    id_ = interview()
    run(desk, id_)
    fill(desk.page, SUMMARY, "Heard it from Dani.")
    desk.click("+ Root")
    assert focused() is field(desk.page, "What it goes back to")
    desk.click("Enter the root")
    assert trouble(desk.page, "What it goes back to") == "Say what it is."
    fill(desk.page, "What it goes back to", "Dani's <screenshot> & post")
    fill(desk.page, "When that was, as said", "early May 2026")
    desk.click("Enter the root")
    roots = desk.ask(lambda services: services.knowledge.roots(school.id))
    assert roots[-1].what == "Dani's <screenshot> & post"
    assert roots[-1].when.said == "early May 2026"
    answer = seen(desk, id_).answers[FIRST]
    assert answer.root_id == roots[-1].id
    assert answer.text == "Heard it from Dani."
    assert drop_down(desk.page, "Goes back to").currentText() == roots[-1].what
    assert not buttons(desk.page, "Enter the root")


def test_a_difference_is_noted_between_this_answer_and_anothers(
    desk: Desk, interview: Begin, school: Case
) -> None:
    id_ = interview()
    run(desk, id_, "SU-D1")
    fill(desk.page, SUMMARY, "Told nobody.")
    leave()
    desk.settle()
    before = desk.ask(lambda services: services.knowledge.differences(school.id))
    desk.click("+ These sources differ…")
    assert isinstance(focused(), CheckBox)
    passed = 0
    while isinstance(focused(), CheckBox):
        desk.press(Qt.Key.Key_Tab)
        passed += 1
    assert passed >= 2
    assert focused() is field(desk.page, "How they differ, or what resolved it")
    for _ in range(2):
        desk.press(Qt.Key.Key_Tab)
    assert focused() is button(desk.page, "Note the difference")
    desk.click("Note the difference")
    assert "Choose two answers at least." in desk.reads()
    others = [each for each in desk.page.findChildren(CheckBox) if is_there(each)]
    (own,) = [each for each in others if each.accessibleDescription() == "Told nobody."]
    own.click()
    others[-1].click()
    fill(desk.page, "How they differ, or what resolved it", "He says nobody; she names three.")
    desk.click("Note the difference")
    (noted,) = desk.ask(lambda services: services.knowledge.differences(school.id))[len(before) :]
    assert noted.state is DifferenceState.OPEN
    assert noted.reason == "He says nobody; she names three."
    assert seen(desk, id_).answers["SU-D1"].id in noted.answer_ids
    assert "He says nobody; she names three." in desk.reads()
    changes = [b for b in buttons(desk.page, "Change") if b.accessibleDescription() == noted.reason]
    changes[0].click()
    choose(desk.page, "State", "Resolved")
    desk.click("Note the difference")
    again = desk.ask(lambda services: services.knowledge.differences(school.id))
    assert len(again) == len(before) + 1
    assert again[-1].state is DifferenceState.RESOLVED


def test_the_safety_card_stays_until_it_is_seen_and_is_stamped(
    desk: Desk, interview: Begin
) -> None:
    id_ = interview()
    run(desk, id_, SAFETY)
    fill(desk.page, SUMMARY, "Thinks of it at night.")
    leave()
    desk.settle()
    assert "This question may call for help now." in desk.reads()
    assert "988" in desk.reads()
    desk.press(Qt.Key.Key_Return, CTRL)
    assert "This question may call for help now." in desk.reads()
    desk.click("No")
    assert "This question may call for help now." not in desk.reads()
    after = seen(desk, id_).line.interview.after
    assert len(after) == 1
    assert SAFETY in after[0].id
    assert "2026-11-23 10:42" in after[0].text
    assert after[0].text.endswith("Imminent danger: No.")
    run(desk, id_, SAFETY)
    fill(desk.page, SUMMARY, "Said it twice. ")
    leave()
    desk.settle()
    assert "This question may call for help now." not in desk.reads()


def test_the_answer_is_seen_while_a_safety_card_stands_above_it(
    desk: Desk, interview: Begin
) -> None:
    desk.program.window.resize(1280, 736)
    id_ = interview()
    run(desk, id_, SAFETY)
    fill(desk.page, SUMMARY, "Thinks of it at night.")
    desk.press(Qt.Key.Key_Return, CTRL)
    assert "This question may call for help now." in desk.reads()
    typed = field(desk.page, SUMMARY)
    assert focused() is typed
    desk.settle()
    seen_now = typed.visibleRegion().boundingRect()
    assert seen_now.height() == typed.height()
    assert not button(desk.page, "Not known").visibleRegion().isEmpty()


def test_the_lines_before_and_after_are_kept(desk: Desk, interview: Begin) -> None:
    id_ = interview()
    run(desk, id_, "before")
    view = seen(desk, id_)
    frame = view.form.frame
    assert frame is not None
    fill(desk.page, frame.before[0].text, "Where is he now?")
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.click("Finish…")
    fill(desk.page, frame.after[0].text, "Calm; hands still.")
    leave()
    interview_now = seen(desk, id_).line.interview
    assert interview_now.before == (Line(frame.before[0].id, "Where is he now?"),)
    assert interview_now.after == (Line(frame.after[0].id, "Calm; hands still."),)


def test_a_line_half_typed_is_journaled_and_makes_no_version(desk: Desk, interview: Begin) -> None:
    id_ = interview()
    run(desk, id_, "before")
    frame = seen(desk, id_).form.frame
    assert frame is not None
    editor = field(desk.page, frame.before[0].text)
    write(editor, "Where is")
    desk.qtbot.waitUntil(
        lambda: bool(desk.ask(lambda services: services.drafts.of(lines_scope(id_))))
    )
    assert seen(desk, id_).line.interview.before == ()
    write(editor, " he now?")
    leave()
    assert seen(desk, id_).line.interview.before == (Line(frame.before[0].id, "Where is he now?"),)
    assert desk.ask(lambda services: services.drafts.of(lines_scope(id_))) == ()


def test_a_seal_takes_lines_that_came_back_from_the_journal(desk: Desk, interview: Begin) -> None:
    id_ = interview()
    run(desk, id_, "before")
    frame = seen(desk, id_).form.frame
    assert frame is not None
    fill(desk.page, frame.before[0].text, "Where is he now?")
    desk.lock()
    desk.unlock()
    assert "before or after the interview" in desk.reads()
    run(desk, id_, "finish")
    desk.click("Seal this interview")
    sealed = seen(desk, id_).line.interview
    assert sealed.sealed
    assert sealed.before == (Line(frame.before[0].id, "Where is he now?"),)


def test_sealing_ends_it_and_only_remarks_are_added(desk: Desk, interview: Begin) -> None:
    id_ = interview()
    run(desk, id_)
    fill(desk.page, SUMMARY, "Came by himself.")
    desk.click("Finish…")
    desk.click("Seal this interview")
    assert desk.at(CasePage).tab == "interviews"
    assert seen(desk, id_).line.interview.sealed
    run(desk, id_)
    editor = field(desk.page, SUMMARY)
    assert editor.isReadOnly()
    write(editor, "changed")
    desk.press(Qt.Key.Key_D, CTRL)
    desk.press(Qt.Key.Key_Return, CTRL)
    view = seen(desk, id_)
    assert view.answers[FIRST].text == "Came by himself."
    assert view.answers[FIRST].state is AnswerState.ANSWERED
    assert view.drafts == ()
    desk.click("Finish…")
    fill(desk.page, "Add a remark", "He called back at noon: “it was a joke”.")
    desk.clock.pass_by(hours=1)
    desk.click("Add the remark")
    remarks = seen(desk, id_).line.interview.addenda
    assert [each.text for each in remarks] == ["He called back at noon: “it was a joke”."]
    desk.click("Finish…")
    assert "He called back at noon: “it was a joke”." in desk.reads()
    assert "23 Nov 2026 11:42" in desk.reads()


def test_an_empty_field_behind_a_plus_opens_and_takes_words(desk: Desk, interview: Begin) -> None:
    id_ = interview()
    run(desk, id_)
    fill(desk.page, SUMMARY, "Came by himself.")
    button(desk.page, "+ Observation").click()
    assert focused() is field(desk.page, "What you observed")
    write(focused(), "Looked at the door.")
    desk.press(Qt.Key.Key_Return, CTRL)
    assert seen(desk, id_).answers[FIRST].observation == "Looked at the door."


def test_the_lines_before_wait_for_the_keyboard_and_nothing_is_beside_them(
    desk: Desk, interview: Begin
) -> None:
    page = run(desk, interview(), "before")
    assert page._middle.before.isAncestorOf(focused())
    beside = page._side
    assert [is_there(card) for card in (beside._known, beside._differs, beside._unknown)] == [
        False,
        False,
        True,
    ]


def test_many_questions_not_asked_are_told_by_section_and_few_in_full(
    desk: Desk, interview: Begin
) -> None:
    id_ = interview()
    run(desk, id_, "finish")
    assert "SU-A1 SU-A2" in desk.reads()
    assert "What have you been told" not in desk.reads()

    def answer(services: Services) -> None:
        asked = tuple(services.interviews.view(id_).form.protocol.questions())
        for question in asked[3:]:
            services.interviews.record(id_, question.id, Given(text="Said."))

    desk.ask(answer)
    run(desk, id_, "finish")
    assert "What have you been told" in desk.reads()


def test_after_a_lock_the_officer_is_back_at_the_question(desk: Desk, interview: Begin) -> None:
    run(desk, interview())
    desk.press(Qt.Key.Key_Return, CTRL)
    there = number(desk)
    desk.lock()
    desk.unlock()
    desk.at(RunnerPage)
    assert number(desk) == there


def test_a_question_is_found_by_its_words_and_opened_by_the_keyboard(
    desk: Desk, interview: Begin
) -> None:
    run(desk, interview())
    desk.press(Qt.Key.Key_F, CTRL)
    assert focused().accessibleName() == "Find a question"
    QTest.keyClicks(focused(), "NOTHING SAYS THIS")
    assert "No question says that." in desk.reads()
    QTest.keyClick(focused(), Qt.Key.Key_A, CTRL)
    QTest.keyClicks(focused(), "suicide")
    found = table(desk.page, "Questions found")
    assert SAFETY in rows(found)[0] or len(rows(found)) > 1
    first = found.rows.value(0).question.id
    desk.press(Qt.Key.Key_Return)
    assert number(desk) == first
    assert focused().accessibleName() == SUMMARY
    desk.press(Qt.Key.Key_F, CTRL)
    QTest.keyClick(focused(), Qt.Key.Key_A, CTRL)
    QTest.keyClick(focused(), Qt.Key.Key_Delete)
    assert rows(table(desk.page, "Sections of the interview"))


def test_a_whole_section_is_held_with_the_keyboard_alone(desk: Desk, interview: Begin) -> None:
    id_ = interview()
    run(desk, id_, "SU-A2")
    desk.press(Qt.Key.Key_E, CTRL)
    assert focused() is field(desk.page, "SU-A1 answer, in your summary")
    QTest.keyClicks(focused(), "Came by himself.")
    for _ in range(2):
        desk.press(Qt.Key.Key_Tab)
    assert focused() is field(desk.page, "SU-A1 own words (verbatim)")
    QTest.keyClicks(focused(), "I want this over with")
    leave()
    choose(desk.page, "SU-A2 answered", "Declined")
    answers = seen(desk, id_).answers
    assert answers["SU-A1"].text == "Came by himself."
    assert answers["SU-A1"].verbatim == "I want this over with"
    assert answers["SU-A2"].state is AnswerState.DECLINED
    assert seen(desk, id_).drafts == ()
    desk.press(Qt.Key.Key_Return, CTRL)
    assert desk.page.place.part.startswith("subject:")
    assert "SU-A1 answered" not in desk.reads()
    desk.press(Qt.Key.Key_Left, ALT)
    assert chosen(desk.page, "SU-A1 answered") == "Answered"
    desk.press(Qt.Key.Key_E, CTRL)
    assert number(desk).startswith("SU-A")


def test_words_half_typed_in_a_whole_section_come_back_on_either_page(
    desk: Desk, interview: Begin
) -> None:
    id_ = interview()
    run(desk, id_)

    def tell(services: Services) -> Changes:
        given = Given(text="Before.", observation="Calm.", told_by="Dani")
        return services.interviews.record(id_, "SU-A1", given)[1]

    desk.session.command(tell)
    run(desk, id_)
    desk.press(Qt.Key.Key_E, CTRL)
    editor = field(desk.page, "SU-A1 own words (verbatim)")
    with desk.qtbot.waitSignal(desk.session.saved, timeout=WAIT):
        write(editor, "“they all kn")
    assert "“they all kn" in json.loads(seen(desk, id_).drafts[0].content)["verbatim"]
    desk.lock()
    desk.unlock()
    run(desk, id_)
    assert field(desk.page, OWN_WORDS).words() == "“they all kn"
    assert field(desk.page, "What you observed").words() == "Calm."
    desk.press(Qt.Key.Key_Return, CTRL)
    answer = seen(desk, id_).answers["SU-A1"]
    assert (answer.verbatim, answer.observation, answer.told_by) == (
        "“they all kn",
        "Calm.",
        "Dani",
    )
    assert answer.text == "Before."


def test_every_answer_with_unsaved_words_is_offered(desk: Desk, interview: Begin) -> None:
    id_ = interview()
    run(desk, id_)
    binding = seen(desk, id_).line.interview.protocol
    content = draft_of(Given(AnswerState.NOT_ASKED, text="half a wo"))

    def keep(services: Services) -> None:
        for question in ("SU-A2", "SU-B1"):
            services.drafts.keep(id_, question, binding, content)

    desk.session.command(keep)
    page = run(desk, id_)
    offered = [each.strong.text() for each in page.notices.notices()]
    assert ["SU-A2" in offered[0], "SU-B1" in offered[1]] == [True, True]
    page.notices.notices()[1].button.click()
    assert number(desk) == "SU-B1"
    assert field(page, SUMMARY).words() == "half a wo"


def test_conduct_stands_before_the_interview(desk: Desk, interview: Begin) -> None:
    run(desk, interview(), "before")
    assert "Let silence work" in desk.reads()
    desk.press(Qt.Key.Key_Return, CTRL)
    assert "Let silence work" not in desk.reads()


def test_escape_loses_no_word(desk: Desk, interview: Begin) -> None:
    id_ = interview()
    run(desk, id_)
    fill(desk.page, SUMMARY, "He would not say")
    desk.press(Qt.Key.Key_Escape)
    assert field(desk.page, SUMMARY).words() == "He would not say"
    desk.press(Qt.Key.Key_Return, CTRL)
    assert seen(desk, id_).answers[FIRST].text == "He would not say"


def test_nothing_of_a_question_is_cut_where_its_column_scrolls(desk: Desk, school: Case) -> None:
    held = desk.ask(lambda services: services.interviews.of_case(school.id))
    page = run(desk, held[-1].interview.id, "SU-B7")
    for width, height in ((1366, 1400), (1280, 800), (1366, 700), (1024, 700)):
        desk.program.window.resize(width, height)
        desk.settle()
        states = choice(page, "Answered")
        assert states.height() >= states.heightForWidth(states.width())
        words = field(page, SUMMARY)
        assert words.height() >= words.sizeHint().height()
        (link,) = [each for each in buttons(page, "Paper and removal…") if is_there(each)]
        assert link.width() >= link.sizeHint().width()


def test_the_question_has_room_where_the_text_is_large(desk: Desk, interview: Begin) -> None:
    page = run(desk, interview())
    told = page.head.line.text()
    desk.program.window.resize(1366, 768)
    for _ in range(5):
        desk.press(Qt.Key.Key_Equal, CTRL)
    line = page.head.line
    assert not page.head.isAncestorOf(line), "it scrolls with the question"
    assert is_there(line)
    assert line.text() == told
    desk.press(Qt.Key.Key_0, CTRL)
    assert page.head.isAncestorOf(line)
    assert is_there(line)
