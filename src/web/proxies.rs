//! Which peers are proxies that are believed.

use std::net::{IpAddr, SocketAddr};
use std::sync::Once;

use axum::http::HeaderMap;
use ipnet::IpNet;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The addresses of proxies whose `X-Forwarded-*` headers are believed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpNet>);

impl TrustedProxies {
    /// Reads addresses and networks: `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`.
    ///
    /// # Errors
    /// Says which one makes no sense.
    pub fn parse(texts: &[String]) -> Result<Self, String> {
        texts
            .iter()
            .map(|text| {
                network(text).ok_or_else(|| {
                    format!("{text} is not an address or network such as 10.0.0.0/8")
                })
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Says that no proxy is believed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns who stands behind a peer: the peer itself, or the last address in `X-Forwarded-For` that is
    /// not one of these proxies, as far as each step was written by one of them.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        if self.is_empty() {
            return client;
        }
        // Each hop is judged alone: what a reader wrote before it spoils nothing.
        let hops = headers.get_all(FORWARDED_FOR).iter().rev();
        for hop in hops.flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b',')) {
            if !self.trusts(client) {
                break;
            }
            let Some(address) = std::str::from_utf8(hop).ok().and_then(address_of) else {
                break;
            };
            client = address.to_canonical();
        }
        client
    }

    /// Says once in the log that a header about readers' addresses arrives but no proxy is believed: all readers then
    /// count as one.
    pub(super) fn warn_if_unheeded(&self, headers: &HeaderMap) {
        static SAID: Once = Once::new();
        if self.is_empty() && headers.contains_key(FORWARDED_FOR) {
            SAID.call_once(|| {
                tracing::warn!(
                    "requests arrive with X-Forwarded-For and no proxy is trusted: everybody behind the proxy \
                     counts as one address; name it with --trusted-proxy"
                );
            });
        }
    }

    /// Says whether a peer is one of them.
    pub fn trusts(&self, peer: IpAddr) -> bool {
        let peer = peer.to_canonical();
        self.0.iter().any(|network| network.contains(&peer))
    }
}

/// Reads a network, or an address as the network of that address alone.
fn network(text: &str) -> Option<IpNet> {
    let address = || text.parse::<IpAddr>().map(IpNet::from);
    text.parse().or_else(|_| address()).ok()
}

/// Reads an address as proxies write it: bare, in brackets, with or without a port.
fn address_of(step: &str) -> Option<IpAddr> {
    let step = step.trim();
    let bare = step
        .strip_prefix('[')
        .and_then(|step| step.strip_suffix(']'))
        .unwrap_or(step);
    let with_port = || step.parse::<SocketAddr>().map(|address| address.ip());
    bare.parse().or_else(|_| with_port()).ok()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn only_proxies_say_who_stands_behind_them() {
        let texts = ["10.0.0.0/8".to_owned()];
        let proxies = TrustedProxies::parse(&texts).expect("fine");
        let address = |text: &str| text.parse::<IpAddr>().expect("an address");
        for (peer, forwarded, client) in [
            ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
            ("10.0.0.1", "1.1.1.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
            ("10.0.0.1", "203.0.113.9:40312", "203.0.113.9"),
            ("10.0.0.1", "2001:db8::7, 10.0.0.2:80", "2001:db8::7"),
            ("10.0.0.1", "[2001:db8::7]", "2001:db8::7"),
            ("10.0.0.1", "1.1.1.1, [2001:db8::7]:40312", "2001:db8::7"),
            ("10.0.0.1", "nonsense", "10.0.0.1"),
            ("10.0.0.1", "1.1.1.1, [203.0.113.9", "10.0.0.1"),
            ("10.0.0.1", "1.1.1.1, 203.0.113.9:port", "10.0.0.1"),
            ("10.0.0.1", "", "10.0.0.1"),
            ("203.0.113.8", "1.1.1.1", "203.0.113.8"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(FORWARDED_FOR, forwarded.parse().expect("a value"));
            assert_eq!(
                proxies.client(address(peer), &headers),
                address(client),
                "{peer} {forwarded}"
            );
        }
    }

    #[test]
    fn each_hop_is_judged_alone() {
        let proxies = TrustedProxies::parse(&["10.0.0.0/8".to_owned()]).expect("fine");
        let client = |lines: &[&[u8]]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(
                    FORWARDED_FOR,
                    HeaderValue::from_bytes(line).expect("a value"),
                );
            }
            let peer = "10.0.0.1".parse().expect("an address");
            proxies.client(peer, &headers).to_string()
        };
        assert_eq!(client(&[b"\xff, 203.0.113.9"]), "203.0.113.9");
        assert_eq!(
            client(&[b"caf\xe9", b"203.0.113.9, 10.0.0.2"]),
            "203.0.113.9"
        );
        assert_eq!(client(&[b"203.0.113.9", b"\xff"]), "10.0.0.1");
        assert_eq!(client(&[b"203.0.113.9, \xff, 10.0.0.2"]), "10.0.0.2");
    }

    #[test]
    fn networks_are_matched() {
        let texts = ["10.0.0.0/8", "192.0.2.7", "fd00::/8", "0.0.0.0/32"].map(str::to_owned);
        let proxies = TrustedProxies::parse(&texts).expect("fine");
        for (peer, trusted) in [
            ("10.9.8.7", true),
            ("192.0.2.7", true),
            ("192.0.2.8", false),
            ("::ffff:10.0.0.1", true),
            ("fd12::1", true),
            ("fe80::1", false),
            ("0.0.0.0", true),
        ] {
            assert_eq!(
                proxies.trusts(peer.parse().expect("an address")),
                trusted,
                "{peer}"
            );
        }
        assert!(TrustedProxies::parse(&["10.0.0.0/33".to_owned()]).is_err());
        let everyone = TrustedProxies::parse(&["0.0.0.0/0".to_owned()]).expect("fine");
        assert!(everyone.trusts("203.0.113.9".parse().expect("an address")));
    }
}
