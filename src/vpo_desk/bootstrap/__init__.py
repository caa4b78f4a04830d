"""The composition root: makes the objects and hands them to each other; knows everything."""

from vpo_desk.bootstrap.clock import machine_zone, system_clock
from vpo_desk.bootstrap.custody import (
    back_up,
    change_passphrase,
    drill,
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
    write_drill_certificate,
    write_form,
)

__all__ = [
    "CaseFileDoor",
    "OpenDesk",
    "back_up",
    "change_passphrase",
    "create_case_file",
    "drill",
    "export",
    "look_into",
    "machine_zone",
    "make_demonstration",
    "open_case_file",
    "open_desk",
    "passphrase_advice",
    "protocol_library",
    "recover",
    "recovery_sheet",
    "render_content",
    "restore",
    "system_clock",
    "verify",
    "write_drill_certificate",
    "write_form",
]
