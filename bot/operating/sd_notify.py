"""systemd's notification protocol: datagrams to the socket it names."""

from __future__ import annotations

import logging
import socket

__all__ = ["SdNotifier"]

_log = logging.getLogger(__name__)

# systemd reads at once; the bot must not wait for a supervisor that does not.
_PATIENCE_SECONDS = 0.2


class SdNotifier:
    """Reports to the supervisor of this process; without an `address` nobody listens."""

    def __init__(self, address: str | None) -> None:
        # A leading @ means the NUL of an abstract socket name.
        self._address = f"\0{address[1:]}" if address and address.startswith("@") else address
        self._is_heard = True

    def tell(self, *states: str) -> None:
        """Send states such as `READY=1`; an unreachable supervisor is logged once."""
        if self._address is None:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
                sender.settimeout(_PATIENCE_SECONDS)
                sender.sendto("\n".join(states).encode(), self._address)
        except OSError as error:
            if self._is_heard:
                _log.warning("could not send %s to NOTIFY_SOCKET: %s", states[0], error)
            self._is_heard = False
        else:
            self._is_heard = True
