//! Ports that the kernel chose and that stay this test's.

use std::net::SocketAddr;

use tokio::net::TcpSocket;

/// A port of this machine, kept for a program that is told of it.
///
/// Its socket is bound and never listens. Linux gives such a port to nobody who asks for any, and lets a program bind
/// and listen on it by name when both sides say `SO_REUSEADDR`, as Candor and PostgreSQL do.
pub(crate) struct Port {
    _kept: TcpSocket,
    address: SocketAddr,
}

impl Port {
    /// Asks the kernel for one.
    pub(crate) fn any() -> Self {
        let kept = TcpSocket::new_v4().expect("a socket");
        kept.set_reuseaddr(true).expect("shared by name");
        let any = SocketAddr::from(([127, 0, 0, 1], 0));
        kept.bind(any).expect("a port");
        let address = kept.local_addr().expect("an address");
        Self {
            _kept: kept,
            address,
        }
    }

    pub(crate) fn number(&self) -> u16 {
        self.address.port()
    }

    /// The address as the program is told it: `127.0.0.1:40312`.
    pub(crate) fn address(&self) -> String {
        self.address.to_string()
    }
}
