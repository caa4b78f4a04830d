"""Sound out of bytes, decoded and played from memory; the one module that knows miniaudio."""

from __future__ import annotations

import io
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, Final, Protocol

import miniaudio

from vpo_desk.errors import VpoError
from vpo_desk.words import say

_HERTZ: Final = 44_100
_CHANNELS: Final = 2


@dataclass(frozen=True, slots=True)
class SoundFacts:
    """What a recording is: its length, channels, and samples a second."""

    seconds: float
    channels: int
    hertz: int


class Player(Protocol):
    """Plays one recording."""

    @property
    def facts(self) -> SoundFacts:
        """What the recording is."""
        ...

    @property
    def position(self) -> float:
        """Seconds from the beginning."""
        ...

    @property
    def is_playing(self) -> bool:
        """True while it is heard."""
        ...

    def play(self, position: float) -> None:
        """Play from a position on; VpoError when this computer has no sound device."""
        ...

    def stop(self) -> None:
        """Be silent; the position stays."""
        ...

    def close(self) -> None:
        """Be silent and forget the recording."""
        ...


def open_sound(content: bytes) -> Player:
    """Return what plays a recording; VpoError when it cannot be decoded."""
    return Sound(content)


class Sound:
    """A recording on this computer's sound device, decoded as it is heard."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._device: Any = None
        self._frames = 0
        self._ended = False
        self.facts: Final = facts_of(content)

    @property
    def position(self) -> float:
        """Seconds from the beginning."""
        return min(self._frames / _HERTZ, self.facts.seconds)

    @property
    def is_playing(self) -> bool:
        """True while it is heard."""
        return self._device is not None and not self._ended

    def play(self, position: float) -> None:
        """Play from a position on; VpoError when this computer has no sound device."""
        self.stop()
        self._frames = _frame(position, self.facts)
        self._ended = False
        stream = self._counted(samples(self._content, position, self.facts))
        next(stream)  # the device sends numbers into what was begun
        try:
            self._device = miniaudio.PlaybackDevice(
                nchannels=_CHANNELS, sample_rate=_HERTZ, app_name="VPO Desk"
            )
            self._device.start(stream)
        except miniaudio.MiniaudioError:
            self.stop()
            raise VpoError(
                say("This computer gives the desk no sound device."),
                safe=say("The recording is whole, and nothing was written."),
                todo=say("Plug in headphones or a loudspeaker, then play it again."),
            ) from None

    def stop(self) -> None:
        """Be silent; the position stays."""
        device, self._device = self._device, None
        if device is not None:
            device.close()

    def close(self) -> None:
        """Be silent and forget the recording."""
        self.stop()
        self._content = b""

    def _counted(self, stream: Any) -> Generator[Any, int, None]:
        """Pass samples on and count them; the device's own thread asks for them."""
        wanted = yield b""
        try:
            while True:
                data = stream.send(wanted)
                self._frames += len(data) // _CHANNELS
                wanted = yield data
        except StopIteration:
            self._ended = True


class _Memory(miniaudio.StreamableSource):
    """Bytes as the decoders read them."""

    def __init__(self, content: bytes) -> None:
        self._stream = io.BytesIO(content)

    def read(self, num_bytes: int) -> bytes:
        return self._stream.read(num_bytes)

    def seek(self, offset: int, origin: miniaudio.SeekOrigin) -> bool:
        start = origin == miniaudio.SeekOrigin.START
        self._stream.seek(offset, io.SEEK_SET if start else io.SEEK_CUR)
        return True


def samples(content: bytes, position: float, facts: SoundFacts) -> Any:
    """Return the samples from a position on as a generator: 16 bits, two channels, 44,100 Hz."""
    library: Any = miniaudio  # its arrays name no type
    try:
        return library.stream_any(
            _Memory(content),
            output_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=_CHANNELS,
            sample_rate=_HERTZ,
            seek_frame=_frame(position, facts),
        )
    except miniaudio.MiniaudioError:
        raise _not_decoded() from None


def facts_of(content: bytes) -> SoundFacts:
    """Return what a recording is; VpoError when it cannot be decoded."""
    readers: tuple[Any, ...] = (
        miniaudio.wav_get_info,
        miniaudio.flac_get_info,
        miniaudio.vorbis_get_info,
        miniaudio.mp3_get_info,
    )
    for reader in readers:
        try:
            found = reader(content)
        except miniaudio.DecodeError:
            continue
        return SoundFacts(float(found.duration), int(found.nchannels), int(found.sample_rate))
    raise _not_decoded()


def _frame(position: float, facts: SoundFacts) -> int:
    return round(max(0.0, min(position, facts.seconds)) * _HERTZ)


def _not_decoded() -> VpoError:
    return VpoError(
        say("This recording cannot be played: it is damaged, or of a kind not known here."),
        safe=say("Its bytes are kept as they came."),
        todo=say("Export it to open it with another program."),
    )
