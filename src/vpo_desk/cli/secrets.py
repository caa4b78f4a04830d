"""Where passphrases come from: a prompt, a file descriptor or a file; never arguments."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path

from vpo_desk.errors import VpoError
from vpo_desk.storage.wrapping import Offered, offered_with
from vpo_desk.words import Words, say

_MOST_BYTES = 4096


def add_passphrase_options(parser: argparse.ArgumentParser) -> None:
    """Let a verb take its passphrase from a descriptor or a file instead of a prompt."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--passphrase-fd", type=int, metavar="N", help="read it from descriptor N")
    group.add_argument(
        "--passphrase-file", type=Path, metavar="F", help="read it from the first line of F"
    )
    parser.add_argument(
        "--key-file", type=Path, metavar="F", help="the key file, where one is used"
    )


def read_secret(options: argparse.Namespace) -> Offered:
    """Return what opens a case file: the passphrase, with the key file where one is given.

    Raises VpoError as `read_passphrase`, and for what is no key file.
    """
    return offered_with(read_passphrase(options), options.key_file)


def has_passphrase_option(options: argparse.Namespace) -> bool:
    """True when the passphrase does not have to be asked for."""
    return options.passphrase_fd is not None or options.passphrase_file is not None


def read_passphrase(options: argparse.Namespace, *, twice: bool = False) -> str:
    """Return the passphrase of a verb; `twice` asks for it again where a person types it.

    Raises VpoError when the file cannot be read, is empty, or the two do not match.
    """
    if options.passphrase_fd is not None:
        try:
            with os.fdopen(options.passphrase_fd, "rb", closefd=False) as stream:
                return first_line(stream.readline(_MOST_BYTES))
        except OSError:
            raise VpoError(
                say("The passphrase cannot be read from that descriptor."),
                safe=say("Nothing was changed."),
            ) from None
    if options.passphrase_file is not None:
        return passphrase_in(options.passphrase_file)
    if not sys.stdin.isatty():
        raise VpoError(
            say("There is no terminal to ask for the passphrase."),
            safe=say("Nothing was changed."),
            todo=say("Use --passphrase-file or --passphrase-fd."),
        )
    passphrase = getpass.getpass("Passphrase: ")
    if twice and getpass.getpass("The same again: ") != passphrase:
        raise VpoError(say("The two passphrases differ."), safe=say("Nothing was changed."))
    return passphrase


def passphrase_in(path: Path) -> str:
    """Return the first line of a file, without its line end."""
    try:
        with path.open("rb") as stream:
            return first_line(stream.readline(_MOST_BYTES))
    except OSError:
        raise VpoError(
            say("The file with the passphrase cannot be read."), safe=say("Nothing was changed.")
        ) from None


def words_in(path: Path) -> str:
    """Return the recovery words in a file as they were typed; VpoError when it cannot be read."""
    return text_in(path, say("The file with the recovery words cannot be read."))


def shares_in(path: Path) -> str:
    """Return the shares in a file as they were typed; VpoError when it cannot be read."""
    return text_in(path, say("The file with the shares cannot be read."))


def text_in(path: Path, trouble: Words) -> str:
    """Return the text of a file in UTF-8; a VpoError that says `trouble` when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise VpoError(trouble, safe=say("Nothing was changed.")) from None


def first_line(line: bytes) -> str:
    """Return a line of UTF-8 text without its line end; VpoError when it is empty or not text."""
    try:
        text = line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        text = ""
    if not text:
        raise VpoError(
            say("The passphrase is empty or not UTF-8 text."), safe=say("Nothing was changed.")
        )
    return text
