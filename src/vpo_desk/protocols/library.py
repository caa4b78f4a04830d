"""The protocols at hand: newest and exact releases, frame, topics, pinned by their hashes."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping

from vpo_desk.errors import VpoError
from vpo_desk.protocols.load import load_frame, load_model, load_text
from vpo_desk.protocols.schema import Frame, Protocol, Topic, Topics
from vpo_desk.words import say

PINS = "released.toml"


class Library:
    """Protocols from files handed in by name, such as `subject.v1.toml`; each is read once."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._protocols: dict[str, Protocol] = {}
        self._pins: dict[str, str] | None = None

    def refs(self) -> tuple[str, ...]:
        """Return every release at hand, such as `subject@1`."""
        names = [name.split(".") for name in self._files if name != PINS]
        return tuple(f"{part[0]}@{part[1][1:]}" for part in names if len(part) == 3)

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
        every = [self.get(id_) for id_ in ids if id_ not in {"frame", "topics"}]
        return tuple(protocol for protocol in every if protocol.kind == kind)

    def addons(self, protocol_id: str) -> tuple[Protocol, ...]:
        """Return the add-ons that go with a protocol."""
        return tuple(each for each in self.protocols("addon") if protocol_id in each.goes_with)

    def frame(self, ref: str) -> Frame:
        """Return a frame by its release."""
        return load_frame(self._content(self._exact(ref)), _file(ref))

    def topics(self) -> tuple[Topic, ...]:
        """Return the topics that several protocols share."""
        return load_model(Topics, self._content(self._exact("topics")), "topics").topics

    def text(self, ref: str) -> str:
        """Return the verbatim text of a release, as a case file keeps it."""
        return self._content(self._exact(ref)).decode("utf-8")

    def read(self, text: str) -> Protocol:
        """Return the protocol of a text that a case file kept."""
        return load_text(text.encode("utf-8"), "the case file's own copy")

    def read_frame(self, text: str) -> Frame:
        """Return the frame of a text that a case file kept."""
        return load_frame(text.encode("utf-8"), "the case file's own copy")

    def _exact(self, ref: str) -> str:
        id_, at, version = ref.partition("@")
        versions = [each for each in self.refs() if each.partition("@")[0] == id_]
        if not at and versions:
            return max(versions, key=lambda each: int(each.partition("@")[2]))
        if f"{id_}@{version}" in versions:
            return f"{id_}@{version}"
        raise VpoError(
            say("There is no protocol “{id}”.", id=ref), safe=say("Nothing was changed.")
        )

    def _content(self, ref: str) -> bytes:
        name = _file(ref)
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


def _file(ref: str) -> str:
    id_, _, version = ref.partition("@")
    return f"{id_}.v{version}.toml"
