"""The verbs about keys: changing the passphrase, and opening with the recovery words."""

from __future__ import annotations

import argparse

from vpo_desk import bootstrap
from vpo_desk.cli.output import Output
from vpo_desk.cli.secrets import passphrase_in, read_passphrase, words_in
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
    """Open with the recovery words alone and set a new passphrase."""
    words = words_in(options.words_file)
    advice = bootstrap.recover(options.casefile, words, passphrase_in(options.new_passphrase_file))
    for sentence in advice:
        output.note(sentence)
    output.line(say("The case file opens with the new passphrase now."))
    return 0
