"""The verbs about backups: making one, restoring one, and proving that one can be restored."""

from __future__ import annotations

import argparse

from vpo_desk import bootstrap
from vpo_desk.cli.output import Output
from vpo_desk.cli.secrets import has_passphrase_option, read_secret, shares_in, words_in
from vpo_desk.domain.backups import OpenedWith
from vpo_desk.errors import VpoError
from vpo_desk.services.releases import need_free
from vpo_desk.storage.keyring import Offered, read_ring
from vpo_desk.storage.restore import FindKey, key_by_passphrase, key_by_shares, key_by_words
from vpo_desk.storage.verify import Check
from vpo_desk.words import say


def backup(options: argparse.Namespace, output: Output) -> int:
    """Make a backup, prove it by opening it, and print its path."""
    path, checks = bootstrap.back_up(options.casefile, read_secret(options), options.dest)
    if not all(check.holds for check in checks):
        _print(checks, output)
        raise VpoError(
            say("The backup was written but does not hold."),
            safe=say("The case file is as it was; older backups were not touched."),
            todo=say("Make another one in another place, and check this disk."),
        )
    output.line(str(path))
    output.note(say("The backup was opened and everything in it holds."))
    return 0


def restore(options: argparse.Namespace, output: Output) -> int:
    """Make a new case file from a backup; never over an existing one."""
    proof = bootstrap.restore(options.backup, options.casefile, _find_key(options)[0])
    _print(proof.checks, output)
    output.line(str(options.casefile))
    if proof.holds:
        return 0
    output.note(say("The case file is restored, but not everything in the backup held."))
    return 1


def drill(options: argparse.Namespace, output: Output) -> int:
    """Open a backup as if all else was lost, check it, and remove the copy again."""
    if options.certificate is not None:
        need_free(options.certificate)
    find_key, passphrase = _find_key(options)
    proof = bootstrap.drill(
        options.backup, find_key, against=options.against, passphrase=passphrase
    )
    _print(proof.checks, output)
    if options.certificate is not None:
        bootstrap.write_drill_certificate(
            proof,
            options.backup.name,
            options.certificate,
            _opened_with(options),
        )
    if proof.holds:
        output.line(say("The drill passed: this backup can be restored."))
        return 0
    output.note(
        say(
            "The drill failed: not everything in this backup holds. Nothing was changed."
            " Make a new backup now and drill that one."
        )
    )
    return 1


def _opened_with(options: argparse.Namespace) -> OpenedWith:
    if options.shares_file is not None:
        return OpenedWith.SHARES
    return OpenedWith.PASSPHRASE if options.words_file is None else OpenedWith.WORDS


def _find_key(options: argparse.Namespace) -> tuple[FindKey, Offered | None]:
    """Return what finds the backup's key, and the passphrase where one was given."""
    on_paper: FindKey | None = None
    if options.shares_file is not None:
        on_paper = key_by_shares(shares_in(options.shares_file))
    elif options.words_file is not None:
        on_paper = key_by_words(words_in(options.words_file))
    if on_paper is not None:
        return on_paper, read_secret(options) if has_passphrase_option(options) else None
    passphrase = read_secret(options)
    against = getattr(options, "against", None)
    present = read_ring(against).ring if against is not None else None
    return key_by_passphrase(passphrase, present), passphrase


def _print(checks: tuple[Check, ...], output: Output) -> None:
    for check in checks:
        mark = "ok  " if check.holds else "FAIL"
        output.line(f"{mark}  {check.name}: {output.catalog.text(check.words)}")
