"""The verbs about keys: changing the passphrase, and opening with recovery words or shares."""

from __future__ import annotations

import argparse

from vpo_desk import bootstrap
from vpo_desk.cli.output import Output
from vpo_desk.cli.secrets import passphrase_in, read_passphrase, shares_in, words_in
from vpo_desk.words import say


def change_passphrase(options: argparse.Namespace, output: Output) -> int:
    """Change the passphrase; the data are not encrypted anew."""
    new = passphrase_in(options.new_passphrase_file)
    advice = bootstrap.change_passphrase(options.casefile, read_passphrase(options), new)
    for words in advice:
        output.note(words)
    output.line(say("The passphrase is changed. The old one no longer opens this case file."))
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
