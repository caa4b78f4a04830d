"""Who can open the case file, set on its page and felt at the lock page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from ui.pages.hands import WAIT, Desk, button, choice, choose, fill, rows, shown_words, table
from ui.stage import PASSPHRASE
from vpo_desk.domain.entry import AfterFailures, EntryRules
from vpo_desk.ui.case_file.case_file_page import CaseFilePage
from vpo_desk.ui.case_file.drill_form import DrillForm
from vpo_desk.ui.case_file.key_form import KeyForm
from vpo_desk.ui.unlock.new_key_page import NewKeyPage
from vpo_desk.ui.unlock.new_passphrase import NewPassphrase
from vpo_desk.ui.unlock.sheet_page import SheetPage

NEW = "salmon bridge orchard velvet spoon"
BOSS = "granite willow eleven paper boats"
WAYS = "Ways to open the case file"
NOTICE = "Notice before unlocking"


def opened(desk: Desk) -> CaseFilePage:
    page = desk.go(CaseFilePage, "case_file")
    desk.settle()
    return page


def type_new(desk: Desk, within: QWidget, secret: str) -> None:
    """Type a new passphrase twice and wait for what the policy says."""
    new = within.findChildren(NewPassphrase)[0]
    with desk.qtbot.waitSignal(new.changed, timeout=WAIT, check_params_cb=lambda: new.is_ready):
        new.first.set_secret(secret, shown=False)
        new.second.set_secret(secret, shown=False)
        new.set_context(("Harlow",))
    desk.settle()


def form(page: CaseFilePage) -> KeyForm:
    return page.findChildren(KeyForm)[0]


def open_with(desk: Desk, secret: str) -> None:
    page = desk.program.area.unlock_page
    with desk.qtbot.waitSignal(desk.program.window.entered, timeout=WAIT):
        page.passphrase.set_secret(secret, shown=False)
        page.unlock_button.click()
    desk.settle()


def test_the_passphrase_is_changed_and_the_next_unlock_wants_it(desk: Desk) -> None:
    page = opened(desk)
    desk.click("Change passphrase…")
    assert not button(form(page), "Change it").isEnabled()
    form(page)._present.set_secret(PASSPHRASE, shown=False)
    type_new(desk, form(page), NEW)
    desk.click("Change it")
    assert "The passphrase is changed." in desk.reads()
    assert form(page)._present.secret() == ""
    desk.lock()
    open_with(desk, NEW)


def test_a_wrong_present_passphrase_is_told_in_the_form(desk: Desk) -> None:
    page = opened(desk)
    desk.click("Change passphrase…")
    form(page)._present.set_secret("not this one", shown=False)
    type_new(desk, form(page), NEW)
    desk.click("Change it")
    assert "does not open this case file" in shown_words(form(page))
    desk.lock()
    open_with(desk, PASSPHRASE)


def test_a_supervisor_comes_and_goes(desk: Desk) -> None:
    page = opened(desk)
    assert len(rows(table(page, WAYS))) == 1
    desk.click("Supervisor's passphrase…")
    type_new(desk, form(page), BOSS)
    desk.click("Set it")
    assert any("Supervisor" in row for row in rows(table(page, WAYS)))
    choose(
        page,
        "After five wrong passphrases in a quarter of an hour",
        str(desk.program.catalog.text(AfterFailures.SUPERVISOR.words)),
    )
    desk.settle()
    assert desk.ask(lambda services: services.custody.rules()) == EntryRules(
        AfterFailures.SUPERVISOR
    )
    desk.prompts.answers.append(True)
    desk.click("Remove the supervisor…")
    assert len(rows(table(page, WAYS))) == 1
    assert desk.ask(lambda services: services.custody.rules()) == EntryRules()


def test_the_supervisor_rule_without_a_supervisor_is_refused_and_shown_as_it_is(
    desk: Desk,
) -> None:
    page = opened(desk)
    label = "After five wrong passphrases in a quarter of an hour"
    choose(page, label, desk.program.catalog.text(AfterFailures.SUPERVISOR.words))
    desk.settle()
    assert "no supervisor's passphrase yet" in desk.reads()
    assert choice(page, label).value() == AfterFailures.WAIT.value


def test_a_notice_stands_on_the_lock_page(desk: Desk) -> None:
    page = opened(desk)
    words = "Official use only. <b>Monitored</b> & logged."
    fill(page, NOTICE, words)
    page.flush()
    desk.lock()
    assert words in shown_words(desk.program.area.unlock_page)


def drill_with_key_file(desk: Desk, stick: Path) -> None:
    page = opened(desk)
    desk.click("Back up now", page)
    desk.qtbot.waitUntil(button(page, "Back up now").isEnabled)
    desk.settle()
    desk.click("Restore drill…")

    def drill(words: str) -> None:
        page.findChildren(DrillForm)[0]._key.secret.set_secret(PASSPHRASE, shown=False)
        desk.click("Run the drill")
        desk.qtbot.waitUntil(button(page, "Run the drill").isEnabled)
        assert words in desk.reads()

    drill("the passphrase and the key file that were in use on")
    desk.prompts.files.append(stick)
    desk.click("Choose the key file, if one is used…")
    assert "Key file: VPO Desk.vpokey" in [each.text() for each in page.findChildren(QPushButton)]
    drill("The drill passed")


def test_a_key_file_is_saved_wanted_and_given_up(desk: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "VPO Desk.vpokey"
    page = opened(desk)
    desk.click("Use a key file…")
    form(page)._present.set_secret(PASSPHRASE, shown=False)
    form(page)._look()
    desk.prompts.files.append(stick)
    desk.click("Save the key file and use it…")
    assert stick.exists()
    desk.lock()
    lock_page = desk.program.area.unlock_page
    assert lock_page.key_file_button.isVisible()
    desk.prompts.files.append(stick)
    lock_page.key_file_button.click()
    assert str(tmp_path) not in shown_words(lock_page)
    open_with(desk, PASSPHRASE)
    drill_with_key_file(desk, stick)
    page = opened(desk)
    desk.click("Stop using the key file…")
    form(page)._present.set_secret(PASSPHRASE, shown=False)
    form(page)._look()
    desk.prompts.files.append(stick)
    desk.click("Choose the key file and stop using it…")
    desk.lock()
    open_with(desk, PASSPHRASE)


def test_a_wrong_passphrase_leaves_no_key_file_behind(desk: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "VPO Desk.vpokey"
    page = opened(desk)
    desk.click("Use a key file…")
    form(page)._present.set_secret("not this one", shown=False)
    form(page)._look()
    desk.prompts.files.append(stick)
    desk.click("Save the key file and use it…")
    assert not stick.exists()
    assert "does not open" in shown_words(form(page))


def test_the_lock_forgets_what_is_typed_into_the_form(desk: Desk) -> None:
    page = opened(desk)
    desk.click("Change passphrase…")
    shown = form(page)
    shown._present.set_secret(PASSPHRASE, shown=False)
    type_new(desk, shown, NEW)
    desk.program.window.lock()
    assert (shown._present.secret(), shown._new.secret(), shown._new._judged) == ("", "", "")
    desk.settle()


def test_a_new_key_is_made_at_the_lock_page_and_brings_its_sheet(
    desk: Desk, tmp_path: Path
) -> None:
    page = opened(desk)
    desk.click("Back up now")
    desk.qtbot.waitUntil(button(page, "Back up now").isEnabled, timeout=WAIT)
    desk.settle()
    places = page.ground.backups.places
    desk.lock()
    area = desk.program.area
    area.unlock_page.new_key_button.click()
    asking = area.currentWidget()
    assert isinstance(asking, NewKeyPage)
    asking.present.set_secret("not this one", shown=False)
    type_new(desk, asking, NEW)
    asking.make_button.click()
    desk.settle()
    assert "does not open this case file" in shown_words(asking)
    asking.present.set_secret(PASSPHRASE, shown=False)
    asking.make_button.click()
    desk.qtbot.waitUntil(lambda: isinstance(area.currentWidget(), SheetPage), timeout=WAIT)
    sheet = area.currentWidget()
    assert isinstance(sheet, SheetPage)
    assert area.has_unsaved_sheet
    desk.prompts.files.append(tmp_path / "sheet.pdf")
    sheet.save_button.click()
    desk.qtbot.waitUntil(lambda: bool(sheet.notices.notices()), timeout=WAIT)
    sheet.have_it.click()
    with desk.qtbot.waitSignal(desk.program.window.entered, timeout=WAIT):
        sheet.go_on.click()
    desk.settle()
    page = opened(desk)
    assert "older key" in " ".join(rows(table(page, "The newest backups")))
    assert "keep that sheet sealed" in desk.reads()
    assert not any("does not hold" in words for words in desk.reads().splitlines())
    desk.lock()
    open_with(desk, NEW)
    desk.settle()
    lines = desk.ask(lambda services: services.backups.in_places(places.usable()))
    assert [line.is_genuine for line in lines].count(False) == 1
