"""Signs of life for systemd, in its own protocol: a datagram to the socket that it names."""

from __future__ import annotations

import logging
import socket

__all__ = ["SdNotifier"]

_log = logging.getLogger(__name__)

# systemd reads at once; the bot's work must not wait for one that does not.
_PATIENCE_SECONDS = 0.2


class SdNotifier:
    """Tell whoever supervises this process how it does; without an `address` nobody listens."""

    def __init__(self, address: str | None) -> None:
        # A leading @ stands for the NUL of a name that is no file.
        self._address = f"\0{address[1:]}" if address and address.startswith("@") else address
        self._is_heard = True

    def tell(self, *states: str) -> None:
        """Send states such as `READY=1`; a supervisor that cannot be reached is logged once."""
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
