"""The verbs about keys: changing the passphrase, and opening with recovery words or shares."""

from __future__ import annotations

import argparse
from pathlib import Path

from vpo_desk import bootstrap
from vpo_desk.cli.key_paper import KeyPaper
from vpo_desk.cli.output import Output
from vpo_desk.cli.secrets import passphrase_in, read_secret, shares_in, words_in
from vpo_desk.domain.shares import SharePlan
from vpo_desk.storage.keyring import fingerprint
from vpo_desk.words import say


def change_passphrase(options: argparse.Namespace, output: Output) -> int:
    """Change the passphrase; with `--rekey` everything is encrypted anew with a new key too."""
    sheet, folder = options.recovery_sheet, options.share_sheets
    if options.rekey != (sheet is not None or folder is not None):
        options.refuse("--rekey goes with --recovery-sheet or --share-sheets")
    if options.shares is not None and folder is None:
        options.refuse("--shares needs --share-sheets")
    new = passphrase_in(options.new_passphrase_file)
    if options.rekey:
        return _encrypt_anew(options, new, output)
    advice = bootstrap.change_passphrase(options.casefile, read_secret(options), new)
    for words in advice:
        output.note(words)
    output.line(say("The passphrase is changed. The old one no longer opens this case file."))
    return 0


def _encrypt_anew(options: argparse.Namespace, new: str, output: Output) -> int:
    casefile: Path = options.casefile
    paper = KeyPaper(options.recovery_sheet, options.share_sheets, options.shares or SharePlan())
    paper.need_free()
    supervisor = options.supervisor_passphrase_file
    others = () if supervisor is None else (passphrase_in(supervisor),)
    secret = read_secret(options)
    facts = bootstrap.look_into(casefile, secret)
    try:
        agency, training = facts.services.agency.get(), facts.file.facts.training
    finally:
        facts.close()
    done = bootstrap.encrypt_with_new_key(
        casefile,
        secret,
        new,
        lambda key: paper.write(key, agency, casefile.name, training=training),
        others=others,
    )
    done.file.close()
    for slot in done.removed:
        output.note(say("The slot {slot} is gone: its secret was not given.", slot=slot))
    for note in paper.notes():
        output.note(note)
    output.line(
        say(
            "Everything is encrypted with a new key, {fingerprint}. Old backups still open with the"
            " old passphrase and the old sheet: keep that one sealed as long as you keep them.",
            fingerprint=fingerprint(done.key),
        )
    )
    return 0


def recover(options: argparse.Namespace, output: Output) -> int:
    """Open with the recovery words or shares alone, and set a new passphrase or only prove it."""
    if options.check:
        return _check(options, output)
    new = passphrase_in(options.new_passphrase_file)
    if options.shares_file is not None:
        shares = shares_in(options.shares_file)
        advice = bootstrap.recover_by_shares(options.casefile, shares, new)
    else:
        advice = bootstrap.recover(options.casefile, words_in(options.words_file), new)
    for sentence in advice:
        output.note(sentence)
    output.line(say("The case file opens with the new passphrase now."))
    return 0


def _check(options: argparse.Namespace, output: Output) -> int:
    if options.shares_file is not None:
        proven = bootstrap.check_shares(options.casefile, shares_in(options.shares_file))
        output.line(
            say(
                "Shares {numbers} were used. They fit together and open this case file; any"
                " {needed} of their set do.",
                numbers=", ".join(str(number) for number in proven.used),
                needed=proven.needed,
            )
        )
        fingerprint = proven.fingerprint
    else:
        fingerprint = bootstrap.check_words(options.casefile, words_in(options.words_file))
        output.line(say("The recovery words open this case file."))
    output.line(say("Key fingerprint {fingerprint}. Nothing was changed.", fingerprint=fingerprint))
    return 0
