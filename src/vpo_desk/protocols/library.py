"""The protocols at hand: newest and exact releases, frame, topics, pinned by their hashes."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Mapping

from vpo_desk.errors import VpoError
from vpo_desk.protocols.load import load_frame, load_model, load_text
from vpo_desk.protocols.own import AtHand, OwnFault, OwnProtocols, read_own
from vpo_desk.protocols.schema import Frame, Protocol, Topic, Topics
from vpo_desk.words import say

PINS = "released.toml"
_NO_PROTOCOLS = ("frame", "topics")


class Library:
    """Protocols from files handed in by name, such as `subject.v1.toml`; each is read once.

    `own` brings the files of the agency's own folder, when they are first asked for.
    """

    def __init__(
        self, files: Mapping[str, bytes], own: Callable[[], Mapping[str, bytes]] | None = None
    ) -> None:
        self._files = files
        self._find_own = own
        self._own: OwnProtocols | None = None
        self._protocols: dict[str, Protocol] = {}
        self._pins: dict[str, str] | None = None
        self._topics: tuple[Topic, ...] = ()

    def refs(self) -> tuple[str, ...]:
        """Return every release at hand, such as `subject@1`."""
        return (*_refs(self._files), *_refs(self._own_files().good))

    def own_refs(self) -> tuple[str, ...]:
        """Return the releases that are the agency's own."""
        return _refs(self._own_files().good)

    def faults(self) -> tuple[OwnFault, ...]:
        """Return what keeps files of the agency's own from being used."""
        return self._own_files().faults

    def look_again(self) -> None:
        """Read the agency's own folder anew at the next question."""
        for ref in self.own_refs():
            self._protocols.pop(ref, None)
        self._own = None

    def get(self, ref: str) -> Protocol:
        """Return the newest release of `subject`, or the one release `subject@1`.

        Raises VpoError when there is none, or a shipped file was changed since its release.
        """
        exact = self._exact(ref)
        if exact not in self._protocols:
            self._protocols[exact] = load_text(self._content(exact), _file(exact))
        return self._protocols[exact]

    def protocols(self, kind: str) -> tuple[Protocol, ...]:
        """Return the newest release of every protocol of a kind."""
        ids = dict.fromkeys(ref.partition("@")[0] for ref in self.refs())
        every = [self.get(id_) for id_ in ids if id_ not in _NO_PROTOCOLS]
        return tuple(protocol for protocol in every if protocol.kind == kind)

    def addons(self, protocol_id: str) -> tuple[Protocol, ...]:
        """Return the add-ons that go with a protocol."""
        return tuple(each for each in self.protocols("addon") if protocol_id in each.goes_with)

    def frame(self, ref: str) -> Frame:
        """Return a frame by its release."""
        return load_frame(self._content(self._exact(ref)), _file(ref))

    def topics(self) -> tuple[Topic, ...]:
        """Return the topics that several protocols share."""
        if not self._topics:
            exact = _newest("topics", _refs(self._files))
            self._topics = load_model(Topics, self._content(exact), "topics").topics
        return self._topics

    def text(self, ref: str) -> str:
        """Return the verbatim text of a release, as a case file keeps it."""
        return self._content(self._exact(ref)).decode("utf-8")

    def read(self, text: str) -> Protocol:
        """Return the protocol of a text that a case file kept."""
        return load_text(text.encode("utf-8"), "the case file's own copy")

    def read_frame(self, text: str) -> Frame:
        """Return the frame of a text that a case file kept."""
        return load_frame(text.encode("utf-8"), "the case file's own copy")

    def _own_files(self) -> OwnProtocols:
        if self._own is None:
            files: Mapping[str, bytes] = self._find_own() if self._find_own is not None else {}
            self._own = read_own(files, self._shipped()) if files else OwnProtocols({}, ())
        return self._own

    def _shipped(self) -> AtHand:
        refs = _refs(self._files)
        return AtHand(
            tuple(
                load_text(self._content(ref), _file(ref))
                for ref in refs
                if ref.partition("@")[0] not in _NO_PROTOCOLS
            ),
            frozenset(ref for ref in refs if ref.startswith("frame@")),
            frozenset(each.id for each in self.topics()),
        )

    def _exact(self, ref: str) -> str:
        id_, at, version = ref.partition("@")
        refs = self.refs()
        if not at and (newest := _newest(id_, refs)):
            return newest
        if f"{id_}@{version}" in refs:
            return f"{id_}@{version}"
        raise VpoError(
            say("There is no protocol “{id}”.", id=ref), safe=say("Nothing was changed.")
        )

    def _content(self, ref: str) -> bytes:
        name = _file(ref)
        if name not in self._files:
            return self._own_files().good[name]
        content = self._files[name]
        if self._pins is None:
            raw = tomllib.loads(self._files.get(PINS, b"").decode("utf-8"))
            self._pins = {str(key): str(value) for key, value in raw.get("sha256", {}).items()}
        pin = self._pins.get(name)
        if pin is not None and pin != hashlib.sha256(content).hexdigest():
            raise VpoError(
                say("The protocol file {file} was changed after its release.", file=name),
                safe=say("Nothing was changed in your case file."),
                todo=say("Install the program again, or give the changed protocol a new version."),
            )
        return content


def _refs(files: Mapping[str, bytes]) -> tuple[str, ...]:
    names = [name.split(".") for name in files if name != PINS]
    return tuple(f"{part[0]}@{part[1][1:]}" for part in names if len(part) == 3)


def _newest(id_: str, refs: tuple[str, ...]) -> str:
    """Return the newest release of an id; empty when there is none."""
    versions = [each for each in refs if each.partition("@")[0] == id_]
    return max(versions, key=lambda each: int(each.partition("@")[2]), default="")


def _file(ref: str) -> str:
    id_, _, version = ref.partition("@")
    return f"{id_}.v{version}.toml"
