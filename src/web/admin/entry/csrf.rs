//! Whether a form came from a page of ours: the token in it, and what the browser says of its origin.

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderValue};
use constant_time_eq::constant_time_eq;
use sha2::{Digest, Sha256};

use crate::entropy::{Entropy, hex};
use crate::urls::PublicUrl;

/// Bytes of the secret, and of the mask over it.
const BYTES: usize = 32;

/// The secret behind the forms of one browser: a hash of its cookie's token, from which the token cannot
/// be found.
fn secret(cookie: &str) -> [u8; BYTES] {
    let mut hash = Sha256::new();
    hash.update(b"candor form\0");
    hash.update(cookie.as_bytes());
    hash.finalize().into()
}

/// Makes a form's token. Each is masked anew, so that the size of a compressed page reveals nothing of the secret
/// (BREACH).
pub(crate) fn token(cookie: &str, entropy: &Entropy) -> String {
    let mask = entropy.bytes().unwrap_or([0; BYTES]);
    let masked: Vec<u8> = secret(cookie)
        .iter()
        .zip(mask)
        .map(|(secret, mask)| secret ^ mask)
        .collect();
    format!("{}{}", hex(&mask), hex(&masked))
}

/// Says whether a token was made for this browser; takes as long for a wrong one.
pub(super) fn is_ours(token: &str, cookie: &str) -> bool {
    let Some(bytes) = unhex(token).filter(|bytes| bytes.len() == 2 * BYTES) else {
        return false;
    };
    let (mask, masked) = bytes.split_at(BYTES);
    let unmasked: Vec<u8> = masked.iter().zip(mask).map(|(a, b)| a ^ b).collect();
    constant_time_eq(&unmasked, &secret(cookie))
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text
        .chars()
        .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    let digits = digits?;
    Some(
        digits
            .chunks_exact(2)
            .map(|pair| pair[0] << 4 | pair[1])
            .collect(),
    )
}

/// Says whether the browser sent the form from this site, as far as it says where from.
///
/// `Sec-Fetch-Site` must be `same-origin` or `none`, whatever `Origin` says, and `Origin` must be the public
/// address or the host that the request names; `null` is neither. What is missing says nothing: a program
/// that sends neither has no cookies of somebody else's.
pub(super) fn is_same_origin(headers: &HeaderMap, url: &PublicUrl) -> bool {
    let is_own_site = headers
        .get_all("sec-fetch-site")
        .iter()
        .all(|site| site == "same-origin" || site == "none");
    let text = |value: &HeaderValue| value.to_str().unwrap_or("?").to_owned();
    let host = headers.get(HOST).map(text).unwrap_or_default();
    let is_host = |origin: &str| {
        !host.is_empty()
            && ["http", "https"]
                .iter()
                .any(|scheme| origin == format!("{scheme}://{host}"))
    };
    let is_own_origin = headers
        .get_all(ORIGIN)
        .iter()
        .map(text)
        .all(|origin| is_host(&origin) || origin.eq_ignore_ascii_case(url.as_str()));
    is_own_site && is_own_origin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_for_its_browser_alone() {
        let entropy = Entropy::seeded(7);
        let (first, second) = (token("cookie", &entropy), token("cookie", &entropy));
        assert_ne!(first, second, "masked anew");
        assert!(is_ours(&first, "cookie") && is_ours(&second, "cookie"));
        assert!(!is_ours(&first, "other"));
        for bad in ["", "00", &first[1..], &"z".repeat(128), &"0".repeat(128)] {
            assert!(!is_ours(bad, "cookie"), "{bad}");
        }
    }

    #[test]
    fn origins_are_compared() {
        let url = PublicUrl::parse("https://status.example.com").expect("a URL");
        let asks = |pairs: &[(&'static str, &str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, value.parse().expect("a value"));
            }
            is_same_origin(&headers, &url)
        };
        assert!(asks(&[("origin", "https://status.example.com")]));
        assert!(asks(&[
            ("origin", "http://10.0.0.7:8080"),
            ("host", "10.0.0.7:8080")
        ]));
        assert!(asks(&[]));
        assert!(asks(&[("sec-fetch-site", "same-origin")]));
        for foreign in [
            &[("origin", "null")][..],
            &[("origin", "null"), ("host", "null")],
            &[
                ("origin", "https://evil.example"),
                ("host", "status.example.com"),
            ],
            &[("origin", "https://status.example.com.evil.example")],
            &[("origin", "")],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
            &[
                ("origin", "https://status.example.com"),
                ("sec-fetch-site", "cross-site"),
            ],
            &[("origin", "null"), ("sec-fetch-site", "same-origin")],
        ] {
            assert!(!asks(foreign), "{foreign:?}");
        }
    }
}
