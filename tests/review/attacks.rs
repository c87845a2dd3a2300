//! A stranger, another page in the same browser, a name that leads here, a token that was seen: all get nothing.

use std::process::Command;

use serde_json::json;

use crate::client::{Server, send};

#[test]
fn nothing_is_told_to_whoever_has_not_entered() {
    let server = Server::start();
    for path in ["/", "/page.js", "/page.css", "/api/pairs", "/api/pairs/0", "/?token=", "/?token=00", "/nothing"] {
        let answer = server.get(path);
        assert_eq!(answer.status, 403, "{path}");
        assert!(!answer.body.contains("lighthouse"), "{path}: {}", answer.body);
    }
    let forged = format!("Cookie: kanhe-{}={}\r\n", server.address.rsplit(':').next().expect("a port"), "0".repeat(64));
    assert_eq!(send(&server.address, &server.request("GET", "/api/pairs", &forged, "")).status, 403);
}

#[test]
fn a_token_works_once_and_its_browser_may_come_back() {
    let server = Server::entered();
    let path = format!("/?token={}", server.token);
    let stranger = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", server.address);
    assert_eq!(send(&server.address, &stranger).status, 403);
    let again = server.get(&path);
    assert_eq!((again.status, again.header("location"), again.header("set-cookie")), (303, Some("/"), None));
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn the_cookie_is_kept_from_scripts_and_other_pages() {
    let server = Server::start();
    let answer = server.get(&format!("/?token={}", server.token));
    let cookie = answer.header("set-cookie").expect("a cookie");
    assert!(cookie.contains("; httponly") && cookie.contains("; samesite=strict"), "{cookie}");
}

#[test]
fn a_name_that_was_made_to_lead_here_gets_nothing() {
    let server = Server::entered();
    for host in ["evil.test", "evil.test:80", "127.0.0.1", "localhost:1", ""] {
        let request = format!(
            "GET /api/pairs HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nOrigin: http://{host}\r\nCookie: {}\r\n\r\n",
            server.cookie
        );
        assert_ne!(send(&server.address, &request).status, 200, "{host}");
    }
}

#[test]
fn another_page_in_the_same_browser_can_do_nothing() {
    let server = Server::entered();
    let view = server.view("harbour.txt");
    let body = json!({ "items": [{ "pair": view["pair"], "id": view["findings"][0]["id"] }], "verdict": "intended" }).to_string();
    let (json, ours) = ("Content-Type: application/json\r\n", format!("Origin: http://{}\r\n", server.address));
    for headers in [
        format!("Origin: http://evil.test\r\n{json}"),
        format!("Origin: null\r\n{json}"),
        format!("Origin: https://{}\r\n{json}", server.address),
        format!("{ours}Origin: http://evil.test\r\n{json}"),
        json.to_owned(),
        format!("{ours}Content-Type: text/plain\r\n"),
        format!("{ours}Content-Type: application/x-www-form-urlencoded\r\n"),
        format!("{ours}{json}Sec-Fetch-Site: cross-site\r\n"),
    ] {
        let answer = send(&server.address, &server.request("POST", "/api/decide", &headers, &body));
        assert_eq!(answer.status, 403, "{headers}");
    }
    assert_eq!(send(&server.address, &server.request("GET", "/api/pairs", "Sec-Fetch-Site: cross-site\r\n", "")).status, 403);
    assert!(!server.path("kanhe-decisions.jsonl").exists());
}

#[test]
fn the_page_runs_its_own_script_alone_and_is_kept_nowhere() {
    let server = Server::entered();
    let page = server.get("/");
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"), "{policy}");
    assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
    assert_eq!(page.body.matches("<script").count(), 1);
    assert!(
        page.body.contains("<script src=\"/page.js\" defer></script>")
            && !page.body.contains(" onclick=")
            && !page.body.contains(" style=")
    );
    assert!(!server.get("/page.js").body.contains("innerHTML"));
    assert!(page.header("access-control-allow-origin").is_none());
}

#[test]
fn what_makes_no_sense_is_refused_and_the_server_goes_on() {
    let server = Server::entered();
    for path in ["/api/pairs/99", "/api/pairs/x", "/../../etc/passwd", "/%2e%2e/kanhe.toml", "/api", "/kanhe.toml"] {
        assert!(matches!(server.get(path).status, 400 | 404 | 422), "{path}");
    }
    let pair = server.pair("harbour.txt");
    for (path, body) in [
        ("/api/decide".to_owned(), json!({ "items": [{ "pair": 99, "id": "x" }], "verdict": "intended" })),
        ("/api/decide".to_owned(), json!({ "items": [{ "pair": pair, "id": "x" }], "verdict": "intended" })),
        ("/api/decide".to_owned(), json!({ "items": [], "verdict": "sentence" })),
        ("/api/decide".to_owned(), json!([])),
        (format!("/api/pairs/{pair}/align"), json!({ "do": "merge", "bead": 99 })),
        (format!("/api/pairs/{pair}/align"), json!({ "do": "split", "bead": 0, "source": 0, "target": 0 })),
        (format!("/api/pairs/{pair}/align"), json!({ "do": "pin", "source": 99, "target": 0 })),
        (format!("/api/pairs/{pair}/align"), json!({ "do": "note", "bead": 99, "note": "" })),
        ("/api/undo".to_owned(), json!({})),
        ("/api/open".to_owned(), json!({ "pair": pair, "target": true, "line": 1 })),
        ("/api/alike".to_owned(), json!({ "pair": pair, "id": "x" })),
    ] {
        let answer = server.post(&path, &body);
        assert_eq!(answer.status, 422, "{path} {body}: {}", answer.body);
    }
    let long = json!({ "items": [], "verdict": "other", "reason": "x".repeat(2 << 20) });
    assert!(matches!(server.post("/api/decide", &long).status, 0 | 413));
    assert_eq!(server.get("/api/pairs").status, 200);
    assert!(!server.path("kanhe-decisions.jsonl").exists() && !server.path("alignments").exists());
}

#[test]
fn only_this_machine_is_served() {
    let server = Server::start();
    assert!(server.address.starts_with("127.0.0.1:"), "{}", server.address);
    for host in ["0.0.0.0", "192.0.2.1", "::"] {
        let done = Command::new(env!("CARGO_BIN_EXE_kanhe")).args(["review", "--host", host]).output().expect("kanhe starts");
        assert_eq!(done.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&done.stderr).contains("for this machine alone"), "{host}");
    }
}
