"""The composition root: makes the objects and hands them to each other; knows everything."""

from vpo_desk.bootstrap.clock import machine_zone, system_clock
from vpo_desk.bootstrap.custody import (
    back_up,
    change_passphrase,
    drill,
    encrypt_with_new_key,
    passphrase_advice,
    recover,
    restore,
    verify,
)
from vpo_desk.bootstrap.demonstration import make_demonstration
from vpo_desk.bootstrap.desk import (
    OpenDesk,
    create_case_file,
    look_into,
    open_case_file,
    open_desk,
    protocol_library,
)
from vpo_desk.bootstrap.door import CaseFileDoor
from vpo_desk.bootstrap.paper import (
    export,
    recovery_sheet,
    render_content,
    share_sheets,
    write_drill_certificate,
    write_emergency_card,
    write_form,
    write_gaps,
)
from vpo_desk.bootstrap.reader_choice import ReaderWish
from vpo_desk.bootstrap.recovery import check_shares, check_words, recover_by_shares
from vpo_desk.bootstrap.salvage import salvage_by_paper, salvage_case_file

__all__ = [
    "CaseFileDoor",
    "OpenDesk",
    "ReaderWish",
    "back_up",
    "change_passphrase",
    "check_shares",
    "check_words",
    "create_case_file",
    "drill",
    "encrypt_with_new_key",
    "export",
    "look_into",
    "machine_zone",
    "make_demonstration",
    "open_case_file",
    "open_desk",
    "passphrase_advice",
    "protocol_library",
    "recover",
    "recover_by_shares",
    "recovery_sheet",
    "render_content",
    "restore",
    "salvage_by_paper",
    "salvage_case_file",
    "share_sheets",
    "system_clock",
    "verify",
    "write_drill_certificate",
    "write_emergency_card",
    "write_form",
    "write_gaps",
]
