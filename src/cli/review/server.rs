//! The server: what may be asked for, and the answers.

use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, REFERRER_POLICY, SET_COOKIE,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::response::Response;
use serde::Serialize;

use super::desk::{Desk, Trouble};
use super::export;
use super::guard::{Keys, Refusal};
use kanhe::report::PAGE_STYLE;

/// How long a request may be.
const LONGEST: usize = 1 << 20;

/// Nothing is fetched from elsewhere, nothing runs but the script of the page, and no other page may frame it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

struct App {
    keys: Keys,
    desk: Mutex<Desk>,
    style: String,
}

/// Serves until the process ends.
pub(super) fn serve(listener: std::net::TcpListener, keys: Keys, desk: Desk) -> anyhow::Result<()> {
    listener.set_nonblocking(true)?;
    let style = format!("{PAGE_STYLE}{}", include_str!("page.css"));
    let app = Arc::new(App { keys, desk: Mutex::new(desk), style });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        axum::serve(listener, Router::new().fallback(answer).with_state(app)).await
    })?;
    Ok(())
}

async fn answer(State(app): State<Arc<App>>, request: Request) -> Response {
    let mut response = respond(app, request).await;
    let headers = response.headers_mut();
    let always = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    for (name, value) in always {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn respond(app: Arc<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let (method, headers) = (&parts.method, &parts.headers);
    if app.keys.is_called_right(headers).is_err() {
        return refused(Refusal::Host);
    }
    let token = parts.uri.query().and_then(|query| query.strip_prefix("token="));
    if let (&Method::GET, "/", Some(token)) = (method, parts.uri.path(), token) {
        // The address is of no more use than a bookmark once the browser holds the cookie.
        let entered = app.keys.enter(token);
        if entered.is_none() && !app.keys.has_session(headers) {
            return refused(Refusal::Session);
        }
        let mut response = Response::builder().status(StatusCode::SEE_OTHER).header(LOCATION, "/");
        if let Some(cookie) = entered {
            response = response.header(SET_COOKIE, cookie);
        }
        return response.body(Body::empty()).unwrap_or_default();
    }
    if let Err(refusal) = app.keys.admit(method, headers) {
        return refused(refusal);
    }
    if *method == Method::GET {
        let fixed = match parts.uri.path() {
            "/" => Some(("text/html; charset=utf-8", include_str!("page.html").to_owned())),
            "/page.css" => Some(("text/css; charset=utf-8", app.style.clone())),
            "/page.js" => Some(("text/javascript; charset=utf-8", [include_str!("rows.js"), include_str!("page.js")].concat())),
            _ => None,
        };
        if let Some((kind, text)) = fixed {
            return Response::builder().header(CONTENT_TYPE, kind).body(Body::from(text)).unwrap_or_default();
        }
    }
    let Ok(body) = to_bytes(body, LONGEST).await else {
        return plain(StatusCode::PAYLOAD_TOO_LARGE, "this is longer than any request of the page");
    };
    let (method, path) = (method.clone(), parts.uri.path().to_owned());
    let since = parts.uri.query().and_then(|query| query.strip_prefix("since=")?.parse().ok());
    // Reading and pairing texts takes its time, and would hold up every other answer.
    let done = tokio::task::spawn_blocking(move || {
        let mut desk = app.desk.lock().unwrap_or_else(PoisonError::into_inner);
        asked(&mut desk, &method, &path, since, &body)
    });
    match done.await {
        Ok(response) => response,
        Err(_) => plain(StatusCode::INTERNAL_SERVER_ERROR, "the request could not be answered"),
    }
}

fn refused(refusal: Refusal) -> Response {
    let why = match refusal {
        Refusal::Host => "this page goes by another name",
        Refusal::Origin => "another page may not ask here",
        Refusal::Session => "open the address that `kanhe review` printed; it works once, in one browser",
        Refusal::Kind => "requests are JSON",
    };
    plain(StatusCode::FORBIDDEN, why)
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    let response = Response::builder().status(status).header(CONTENT_TYPE, "text/plain; charset=utf-8");
    response.body(Body::from(text)).unwrap_or_default()
}

fn json(status: StatusCode, value: &impl Serialize) -> Response {
    let text = serde_json::to_string(value).unwrap_or_default();
    Response::builder().status(status).header(CONTENT_TYPE, "application/json").body(Body::from(text)).unwrap_or_default()
}

/// What the page asks of the desk.
///
/// `since` is the version of a pair that the page has.
fn asked(desk: &mut Desk, method: &Method, path: &str, since: Option<u64>, body: &[u8]) -> Response {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let number = |text: &str| text.parse::<usize>().ok();
    let file = match (method, parts.as_slice()) {
        (&Method::GET, ["export", name]) => export::report_format(name).map(|format| (*name, desk.report(format))),
        (&Method::GET, ["export", at, name]) => {
            number(at).zip(export::beads_format(name)).map(|(at, format)| (*name, desk.beads_of(at, format)))
        }
        _ => None,
    };
    match file {
        Some((name, Ok(bytes))) => return download(name, bytes),
        Some((_, Err(trouble))) => return troubled(trouble),
        None => {}
    }
    let done = match (method, parts.as_slice()) {
        (&Method::GET, ["api", "pairs"]) => return json(StatusCode::OK, &desk.pairs()),
        (&Method::GET, ["api", "pairs", at]) => number(at).map(|at| answered(desk.view(at, since))),
        (&Method::GET, ["api", "pairs", at, "summary"]) => number(at).map(|at| answered(desk.summary(at))),
        (&Method::GET, ["api", "pairs", at, "changed"]) => number(at).map(|at| answered(desk.changed(Some(at)))),
        (&Method::POST, ["api", "pairs", at, "reload"]) => number(at).map(|at| answered(desk.reload(at))),
        (&Method::POST, ["api", "pairs", at, "align"]) => {
            number(at).map(|at| answered(read(body).and_then(|step| desk.align(at, step, since))))
        }
        (&Method::POST, ["api", "decide"]) => Some(answered(read(body).and_then(|said| desk.decide(said)))),
        (&Method::POST, ["api", "alike"]) => Some(answered(read(body).and_then(|item| desk.alike(&item)))),
        (&Method::POST, ["api", "undo"]) => Some(answered(desk.undo())),
        (&Method::POST, ["api", "open"]) => Some(answered(read(body).and_then(|place| desk.open_editor(&place)))),
        _ => None,
    };
    done.unwrap_or_else(|| plain(StatusCode::NOT_FOUND, "there is no such thing here"))
}

fn answered(done: Result<impl Serialize, Trouble>) -> Response {
    match done {
        Ok(value) => json(StatusCode::OK, &value),
        Err(trouble) => troubled(trouble),
    }
}

fn troubled(trouble: Trouble) -> Response {
    match trouble {
        Trouble::Changed(files) => {
            let error = "a file has changed on disk since it was read here; nothing was written";
            json(StatusCode::CONFLICT, &serde_json::json!({ "error": error, "changed": files }))
        }
        Trouble::Refused(why) => json(StatusCode::UNPROCESSABLE_ENTITY, &serde_json::json!({ "error": why })),
        Trouble::Failed(error) => json(StatusCode::INTERNAL_SERVER_ERROR, &serde_json::json!({ "error": format!("{error:#}") })),
    }
}

/// A file for the person to keep; the browser must not show it here, where it would have the rights of the page.
fn download(name: &str, bytes: Vec<u8>) -> Response {
    let response = Response::builder()
        .header(CONTENT_TYPE, export::kind(name))
        .header(CONTENT_DISPOSITION, format!("attachment; filename=\"kanhe-{name}\""));
    response.body(Body::from(bytes)).unwrap_or_default()
}

fn read<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, Trouble> {
    serde_json::from_slice(body).map_err(|error| Trouble::Refused(error.to_string()))
}
