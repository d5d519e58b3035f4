"""State of the gateway connections, one per shard, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.texts import Text, joined

__all__ = [
    "ANSWER_SECONDS",
    "RETURN_SECONDS",
    "Gateway",
    "Servers",
    "gateway_faults",
    "gateway_notes",
    "status_of",
]

# Discord answers a heartbeat in a fraction of a second; a bad line may take some.
ANSWER_SECONDS = 10.0
# Resuming takes a second or two; a new session five more, which Discord requires, after a pause of up to four.
RETURN_SECONDS = 15.0
# Shards start one after the other, five seconds apart.
_START_SECONDS = 60.0
_SHARD_SECONDS = 7.0
_NAMED = 10

_NOT_READY = Text(
    "The bot is not connected to Discord ({uptime:.0f} s after its start).",
    "봇이 Discord에 연결되어 있지 않습니다(시작한 지 {uptime:.0f}초).",
)
_STARTING = Text("The bot is still starting ({uptime:.0f} s).", "봇이 아직 시작하는 중입니다({uptime:.0f}초).")
_CONNECTING = Text(
    "The bot is still starting: {connected} of {shards} connections to Discord are up ({uptime:.0f} s).",
    "봇이 아직 시작하는 중입니다. Discord 연결 {shards}개 중 {connected}개가 연결되었습니다({uptime:.0f}초).",
)
_LOST = Text(
    "The connection to Discord has been down for {age:.0f} s.", "Discord와의 연결이 {age:.0f}초째 끊겨 있습니다."
)
_SOME_LOST = Text(
    "Down for {age:.0f} s: {count} of {shards} connections to Discord (shard {names}).",
    "Discord 연결 {shards}개 중 {count}개가 {age:.0f}초째 끊겨 있습니다(샤드 {names}).",
)
_NEVER_UP = Text(
    "Not yet up {uptime:.0f} s after the start: {count} of {shards} connections to Discord (shard {names}).",
    "시작한 지 {uptime:.0f}초가 지났는데 Discord 연결 {shards}개 중 {count}개가 아직 없습니다(샤드 {names}).",
)
_UNCONNECTED = Text("not connected to Discord", "Discord에 연결되어 있지 않음")
_SERVING = Text("serving {servers} servers", "서버 {servers}곳에 서비스 중")
_UNAVAILABLE = Text("{count} unavailable", "{count}곳 이용 불가")
_PARTLY = Text("{connected} of {shards} connections up", "연결 {shards}개 중 {connected}개 연결됨")


@dataclass(frozen=True, slots=True)
class Gateway:
    """The number of shards, 0 while unknown, how many are up, and which are not.

    `awaited` were never up, `lost` have been down for longer than a reconnect takes, the longest for `lost_for`. The
    heartbeat is the slowest of those up. Seconds, None if unknown.
    """

    begun: bool = False
    shards: int = 0
    connected: int = 0
    awaited: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()
    lost_for: float | None = None
    heartbeat_age: float | None = None
    heartbeat_interval: float | None = None
    latency: float | None = None

    @property
    def ready(self) -> bool:
        """Whether the bot has started and every connection is up."""
        return self.begun and self.connected == self.shards > 0


@dataclass(frozen=True, slots=True)
class Servers:
    """The number of servers the bot is in, and how many of them Discord reports as unavailable."""

    count: int = 0
    unavailable: int = 0


def gateway_faults(gateway: Gateway, uptime: float) -> tuple[Text, ...]:
    """Return the faults, one sentence each, of a bot that has run for `uptime` seconds."""
    found: list[Text] = []
    if gateway.lost:
        found.append(_of_lost(gateway))
    if gateway.begun and not gateway.awaited:
        return tuple(found)
    if uptime > _START_SECONDS + _SHARD_SECONDS * gateway.shards:
        found.append(_of_awaited(gateway, uptime))
    elif not gateway.connected and not gateway.lost:
        found.append(_STARTING.fill(uptime=uptime))
    return tuple(found)


def gateway_notes(gateway: Gateway, uptime: float) -> tuple[Text, ...]:
    """Return notes: not faults, but worth knowing."""
    if gateway.connected and (gateway.awaited or not gateway.begun) and not gateway_faults(gateway, uptime):
        return (_CONNECTING.fill(connected=gateway.connected, shards=gateway.shards, uptime=uptime),)
    return ()


def status_of(gateway: Gateway, servers: Servers) -> Text:
    """Return the bot's status in a few words, for systemd."""
    if not gateway.connected:
        return _UNCONNECTED
    parts = [_SERVING.fill(servers=servers.count - servers.unavailable)]
    if servers.unavailable:
        parts.append(_UNAVAILABLE.fill(count=servers.unavailable))
    if gateway.connected < gateway.shards:
        parts.append(_PARTLY.fill(connected=gateway.connected, shards=gateway.shards))
    return joined(parts)


def _of_lost(gateway: Gateway) -> Text:
    if gateway.shards == 1:
        return _LOST.fill(age=gateway.lost_for)
    count, names = len(gateway.lost), _names(gateway.lost)
    return _SOME_LOST.fill(age=gateway.lost_for, count=count, shards=gateway.shards, names=names)


def _of_awaited(gateway: Gateway, uptime: float) -> Text:
    if gateway.shards <= 1 or not gateway.awaited:
        return _NOT_READY.fill(uptime=uptime)
    count, names = len(gateway.awaited), _names(gateway.awaited)
    return _NEVER_UP.fill(uptime=uptime, count=count, shards=gateway.shards, names=names)


def _names(shards: tuple[int, ...]) -> str:
    named = ", ".join(str(shard) for shard in shards[:_NAMED])
    return f"{named}, …" if len(shards) > _NAMED else named
