"""The verb about key slots: who can open a case file, and the rules for the way in."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from vpo_desk import bootstrap
from vpo_desk.cli.output import Output
from vpo_desk.cli.secrets import passphrase_in, read_secret, text_in
from vpo_desk.domain.entry import AfterFailures
from vpo_desk.services.custody import Custody
from vpo_desk.storage.keyring import Secret, secret_of
from vpo_desk.words import Words, say


def keys(options: argparse.Namespace, output: Output) -> int:
    """Change one slot or rule, if one is named, then list what there is."""
    if options.no_key_file and options.key_file is None:
        options.refuse("--no-key-file needs --key-file")
    secret = read_secret(options)
    desk = bootstrap.open_case_file(options.casefile, secret)
    try:
        custody = desk.services.custody
        done = _change(custody, options, secret_of(secret))
        if done is not None:
            output.note(done)
        for line in custody.lines():
            words = say(
                "{slot}: {kind}, {derivation}",
                slot=line.id,
                kind=line.kind.words,
                derivation=line.derivation,
            )
            output.line(words)
        rules = custody.rules()
        output.line(say("After five failures: {rule}", rule=rules.after_failures.words))
        if rules.notice:
            output.line(say("Notice before unlocking: {notice}", notice=rules.notice))
    finally:
        desk.close()
    return 0


def _change(custody: Custody, options: argparse.Namespace, secret: Secret) -> Words | None:
    if options.derivation is not None:
        custody.set_derivation(secret, options.derivation)
        return say("This passphrase becomes a key by {name} now.", name=options.derivation)
    if options.supervisor_passphrase_file is not None:
        custody.set_supervisor(passphrase_in(options.supervisor_passphrase_file))
        return say("The supervisor's passphrase opens this case file now.")
    if options.remove_supervisor:
        custody.remove_supervisor()
        return say("The supervisor's passphrase is gone.")
    if options.new_key_file is not None:
        return _use_key_file(custody, options.new_key_file, secret.passphrase)
    if options.no_key_file:
        custody.stop_key_file(secret.passphrase, options.key_file)
        return say("The passphrase alone opens this case file now.")
    rules = custody.rules()
    if options.after_failures is not None:
        custody.set_rules(replace(rules, after_failures=AfterFailures(options.after_failures)))
        return say("The rule is set.")
    if options.notice_file is not None:
        trouble = say("The file with the notice cannot be read.")
        custody.set_rules(replace(rules, notice=text_in(options.notice_file, trouble).strip()))
        return say("The notice is set.")
    return None


def _use_key_file(custody: Custody, path: Path, passphrase: str) -> Words:
    custody.use_key_file(passphrase, path)
    return say(
        "From now on the passphrase opens this case file only together with the key file. Keep the"
        " key file on a stick, and a copy of it in the safe."
    )
