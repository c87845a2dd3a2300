//! Who may speak to the page: a browser on this machine that was given the address, and no other page in it.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, ORIGIN};
use axum::http::{HeaderMap, Method};

/// The secrets of one run.
pub(super) struct Keys {
    /// What the address holds, good for one visit.
    token: String,
    used: AtomicBool,
    /// What the browser holds after that visit.
    session: String,
    /// The names by which a browser may call the page.
    hosts: Vec<String>,
    cookie: String,
}

/// Why a request is refused, which is told to nobody but tests and the curious.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The page was called by another name, as when a name was made to lead here.
    Host,
    /// Another page asks.
    Origin,
    /// No session, or a wrong one.
    Session,
    /// What is sent is no JSON.
    Kind,
}

impl Keys {
    /// New secrets for a server at `address`.
    pub(super) fn new(address: SocketAddr) -> anyhow::Result<Self> {
        let port = address.port();
        let hosts = vec![address.to_string(), format!("localhost:{port}")];
        Ok(Self { token: secret()?, used: AtomicBool::new(false), session: secret()?, hosts, cookie: format!("kanhe-{port}") })
    }

    /// What the address holds.
    pub(super) fn token(&self) -> &str {
        &self.token
    }

    /// Takes the token of an address; the cookie to set, once only.
    pub(super) fn enter(&self, token: &str) -> Option<String> {
        let first = same(token, &self.token) && !self.used.swap(true, Ordering::SeqCst);
        first.then(|| format!("{}={}; Path=/; HttpOnly; SameSite=Strict", self.cookie, self.session))
    }

    /// Whether the page was called by one of its names.
    pub(super) fn is_called_right(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let host = text(headers, HOST.as_str()).ok_or(Refusal::Host)?;
        if self.hosts.iter().any(|known| known == host) { Ok(()) } else { Err(Refusal::Host) }
    }

    /// Whether the request comes from the page itself, in the browser that entered.
    pub(super) fn admit(&self, method: &Method, headers: &HeaderMap) -> Result<(), Refusal> {
        self.is_called_right(headers)?;
        if text(headers, "sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none") {
            return Err(Refusal::Origin);
        }
        let origin = text(headers, ORIGIN.as_str());
        let ours = |origin: &str| origin.strip_prefix("http://").is_some_and(|host| text(headers, HOST.as_str()) == Some(host));
        if origin.is_some_and(|origin| !ours(origin)) || (*method != Method::GET && origin.is_none()) {
            return Err(Refusal::Origin);
        }
        if *method != Method::GET && text(headers, CONTENT_TYPE.as_str()) != Some("application/json") {
            return Err(Refusal::Kind);
        }
        if self.has_session(headers) { Ok(()) } else { Err(Refusal::Session) }
    }

    /// Whether the browser holds the cookie.
    pub(super) fn has_session(&self, headers: &HeaderMap) -> bool {
        let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.any(|(name, value)| name == self.cookie && same(value, &self.session))
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    // Two of a kind are a trick.
    values.next().filter(|_| values.next().is_none()).map(|value| value.to_str().unwrap_or("?"))
}

/// Compares without telling by the time it takes how much was right.
fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |all, (one, other)| all | (one ^ other)) == 0
}

/// 256 bits that nobody can guess, in hexadecimal digits.
fn secret() -> anyhow::Result<String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).context("the system gives no random numbers")?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        Keys::new(SocketAddr::from(([127, 0, 0, 1], 4000))).expect("random numbers")
    }

    fn headers(pairs: &[(&'static str, String)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, value.parse().expect("a header"));
        }
        headers
    }

    #[test]
    fn a_token_opens_once() {
        let keys = keys();
        assert_eq!(keys.enter(&"0".repeat(64)), None);
        let token = keys.token().to_owned();
        assert!(keys.enter(&token).is_some_and(|cookie| cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict")));
        assert_eq!(keys.enter(&token), None);
    }

    #[test]
    fn only_the_page_itself_may_act() {
        let keys = keys();
        let cookie = ("cookie", format!("kanhe-4000={}", keys.session));
        let host = |name: &str| ("host", name.to_owned());
        let origin = |name: &str| ("origin", name.to_owned());
        let json = ("content-type", "application/json".to_owned());
        let right = [host("127.0.0.1:4000"), origin("http://127.0.0.1:4000"), json.clone(), cookie.clone()];
        assert_eq!(keys.admit(&Method::POST, &headers(&right)), Ok(()));
        let refused = |pairs: &[(&'static str, String)]| keys.admit(&Method::POST, &headers(pairs)).expect_err("an attack");
        assert_eq!(
            refused(&[host("evil.test:4000"), origin("http://evil.test:4000"), json.clone(), cookie.clone()]),
            Refusal::Host
        );
        assert_eq!(refused(&[host("127.0.0.1:4000"), origin("http://evil.test"), json.clone(), cookie.clone()]), Refusal::Origin);
        assert_eq!(refused(&[host("127.0.0.1:4000"), origin("null"), json.clone(), cookie.clone()]), Refusal::Origin);
        assert_eq!(refused(&[host("127.0.0.1:4000"), json.clone(), cookie.clone()]), Refusal::Origin);
        assert_eq!(refused(&[host("127.0.0.1:4000"), origin("http://127.0.0.1:4000"), cookie.clone()]), Refusal::Kind);
        assert_eq!(refused(&right[..3]), Refusal::Session);
        let twice: Vec<_> = right.iter().cloned().chain([origin("http://evil.test")]).collect();
        assert_eq!(refused(&twice), Refusal::Origin);
    }
}
