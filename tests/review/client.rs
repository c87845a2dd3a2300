//! A server on a copy of the example project, and the little of HTTP that speaks to it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The head, in lower case.
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    /// The body as JSON, where the request succeeded.
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        serde_json::from_str(&self.body).expect("the answer is JSON")
    }

    /// A line of the head.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// Sends a request and reads the answer.
pub(crate) fn send(address: &str, request: &str) -> Answer {
    let mut stream = TcpStream::connect(address).expect("the server listens");
    stream.set_read_timeout(Some(Duration::from_secs(120))).expect("a timeout can be set");
    stream.write_all(request.as_bytes()).expect("the server reads");
    let (mut bytes, mut room) = (Vec::new(), vec![0; 1 << 16]);
    // A server may keep the connection open after it has said all, or close it before everything is read.
    while !is_whole(&bytes) {
        match stream.read(&mut room) {
            Ok(0) | Err(_) => break,
            Ok(read) => bytes.extend_from_slice(&room[..read]),
        }
    }
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
    Answer { status, head: head.to_ascii_lowercase().replace('\r', ""), body: body.to_owned() }
}

/// Whether an answer has the length that its head tells.
fn is_whole(bytes: &[u8]) -> bool {
    let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { return false };
    let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    length.is_some_and(|length| bytes.len() >= end + 4 + length)
}

/// `kanhe review` on a copy of the example project.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
    pub(crate) token: String,
    pub(crate) cookie: String,
    folder: TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Starts the server; nobody has entered yet.
    pub(crate) fn start() -> Self {
        Self::start_with(|_| {})
    }

    /// Starts the server on a project that `prepare` has changed.
    pub(crate) fn start_with(prepare: impl FnOnce(&Path)) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/review"), folder.path());
        prepare(folder.path());
        let mut child = kanhe(folder.path())
            .args(["review", "--author", "Ann", "--fast"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("kanhe starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("standard output is piped")).read_line(&mut line).expect("an address");
        let (address, token) =
            line.trim().strip_prefix("http://").and_then(|rest| rest.split_once("/?token=")).expect("an address");
        let (address, token) = (address.to_owned(), token.to_owned());
        Self { child, address, token, cookie: String::new(), folder }
    }

    /// Starts the server and enters it.
    pub(crate) fn entered() -> Self {
        Self::start().enter()
    }

    /// Enters the server.
    pub(crate) fn enter(self) -> Self {
        let mut server = self;
        let answer = send(&server.address, &server.request("GET", &format!("/?token={}", server.token), "", ""));
        assert_eq!(answer.status, 303, "{}", answer.body);
        let cookie = answer.header("set-cookie").and_then(|cookie| cookie.split(';').next()).expect("a cookie");
        cookie.clone_into(&mut server.cookie);
        server
    }

    /// A request with the headers that a browser would send, and further ones.
    pub(crate) fn request(&self, method: &str, path: &str, headers: &str, body: &str) -> String {
        let cookie = if self.cookie.is_empty() { String::new() } else { format!("Cookie: {}\r\n", self.cookie) };
        format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {}\r\n{cookie}{headers}\r\n{body}",
            self.address,
            body.len()
        )
    }

    /// Asks for something.
    pub(crate) fn get(&self, path: &str) -> Answer {
        send(&self.address, &self.request("GET", path, "", ""))
    }

    /// Has something done.
    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        let headers = format!("Origin: http://{}\r\nContent-Type: application/json\r\n", self.address);
        send(&self.address, &self.request("POST", path, &headers, &body.to_string()))
    }

    /// The number of the pair whose rendering is called `name`.
    pub(crate) fn pair(&self, name: &str) -> usize {
        let pairs = self.get("/api/pairs").json();
        let all = pairs.as_array().expect("a list of pairs");
        all.iter().position(|pair| pair["target"].as_str().is_some_and(|target| target.ends_with(name))).expect("the pair")
    }

    /// The pair whose rendering is called `name`.
    pub(crate) fn view(&self, name: &str) -> Value {
        self.get(&format!("/api/pairs/{}", self.pair(name))).json()
    }

    /// A file of the project.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What a file of the project holds; nothing where there is none.
    pub(crate) fn file(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_default()
    }

    /// Runs kanhe in the project.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        kanhe(self.folder.path()).args(arguments).output().expect("kanhe starts")
    }

    /// The ids of the findings that `kanhe check` reports.
    pub(crate) fn checked(&self) -> Vec<String> {
        let done = self.run(&["check", "--format", "jsonl", "--fast"]);
        assert!(matches!(done.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&done.stderr));
        let lines = String::from_utf8(done.stdout).expect("JSON is UTF-8");
        let id = |line: &str| {
            serde_json::from_str::<Value>(line).expect("a finding a line")["fingerprint"].as_str().map(str::to_owned)
        };
        lines.lines().filter_map(id).collect()
    }
}

fn kanhe(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kanhe"));
    command.current_dir(folder).env("SOURCE_DATE_EPOCH", "1795305600").stdin(Stdio::null());
    command
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder can be read") {
        let entry = entry.expect("the folder can be read");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("a file can be copied");
        }
    }
}
