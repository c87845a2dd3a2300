//! A person at work in a real browser, which a WebDriver client steers: Debian's chromium and chromium-driver.
//!
//! Without them the test says that it was skipped; with `KANHE_BROWSER=required` it fails then. With `KANHE_SCREENSHOTS=FOLDER`
//! it leaves pictures of the page and of the report there, light and dark, for a desk and for a phone.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::client::{Server, send};

/// A browser.
struct Browser {
    driver: Child,
    address: String,
    session: String,
}

impl Drop for Browser {
    fn drop(&mut self) {
        let path = format!("/session/{}", self.session);
        let request = format!("DELETE {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address);
        if !self.session.is_empty() {
            send(&self.address, &request);
        }
        // It may have ended already.
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

impl Browser {
    /// Starts a browser; none where there is no driver for one.
    fn start() -> Option<Self> {
        let mut driver =
            Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
        let lines = BufReader::new(driver.stdout.take()?).lines();
        let told = |line: &String| line.contains("successfully on port");
        let line = lines.map_while(Result::ok).find(told)?;
        let port: u16 = line.trim_end_matches('.').rsplit(' ').next()?.parse().ok()?;
        let mut browser = Self { driver, address: format!("127.0.0.1:{port}"), session: String::new() };
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--window-size=1440,900",
        ];
        let wanted = json!({ "capabilities": { "alwaysMatch": { "browserName": "chrome", "goog:chromeOptions": { "args": arguments } } } });
        let begun = browser.command("POST", "/session", &wanted);
        begun["sessionId"].as_str().expect("a session").clone_into(&mut browser.session);
        Some(browser)
    }

    fn command(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = body.to_string();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        );
        let answer = send(&self.address, &request);
        let value: Value = serde_json::from_str(&answer.body).unwrap_or_else(|error| panic!("{path}: {error}: {}", answer.body));
        assert_eq!(answer.status, 200, "{path}: {value}");
        value["value"].clone()
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        self.command("POST", &format!("/session/{}/{path}", self.session), body)
    }

    fn go(&self, address: &str) {
        self.post("url", &json!({ "url": address }));
    }

    /// Runs a script in the page and gives what it returns.
    fn script(&self, script: &str) -> Value {
        self.post("execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Waits until a script returns something true.
    fn until(&self, script: &str) {
        let begun = Instant::now();
        while self.script(script) != json!(true) {
            assert!(
                begun.elapsed() < Duration::from_secs(60),
                "this never came true: {script}\n{}",
                self.script("return document.body.innerText")
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Presses keys, one after the other.
    fn keys(&self, keys: &str) {
        let press = |key: char| {
            [json!({ "type": "keyDown", "value": key.to_string() }), json!({ "type": "keyUp", "value": key.to_string() })]
        };
        let actions: Vec<Value> = keys.chars().flat_map(press).collect();
        self.post("actions", &json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] }));
    }

    /// Clicks the first element that a selector finds.
    fn click(&self, selector: &str) {
        let found = self.post("element", &json!({ "using": "css selector", "value": selector }));
        let id =
            found.as_object().and_then(|found| found.values().next()).and_then(Value::as_str).expect("an element").to_owned();
        self.post(&format!("element/{id}/click"), &json!({}));
    }

    /// Writes into the first element that a selector finds.
    fn write(&self, selector: &str, text: &str) {
        let found = self.post("element", &json!({ "using": "css selector", "value": selector }));
        let id =
            found.as_object().and_then(|found| found.values().next()).and_then(Value::as_str).expect("an element").to_owned();
        self.post(&format!("element/{id}/value"), &json!({ "text": text }));
    }

    fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.post("goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// Pictures of what is shown, light and dark, for a desk and for a phone.
    fn pictures(&self, folder: &Path, name: &str) {
        for (device, width, height, phone) in [("desk", 1440, 900, false), ("phone", 390, 844, true)] {
            for scheme in ["light", "dark"] {
                let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone });
                self.devtools("Emulation.setDeviceMetricsOverride", &metrics);
                let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
                self.devtools("Emulation.setEmulatedMedia", &media);
                std::thread::sleep(Duration::from_millis(300));
                let wide = self.script("return document.documentElement.scrollWidth <= window.innerWidth");
                assert_eq!(wide, json!(true), "{name} is wider than {width} pixels");
                let shot = self.devtools("Page.captureScreenshot", &json!({ "format": "png" }));
                let bytes = decoded(shot["data"].as_str().expect("a picture"));
                std::fs::write(folder.join(format!("{name}-{device}-{scheme}.png")), bytes).expect("a picture can be written");
            }
        }
        self.devtools("Emulation.clearDeviceMetricsOverride", &json!({}));
        self.devtools("Emulation.setEmulatedMedia", &json!({ "features": [] }));
    }
}

/// The bytes of a text in Base64.
fn decoded(text: &str) -> Vec<u8> {
    let digit =
        |byte: u8| b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".iter().position(|known| *known == byte);
    let digits: Vec<usize> = text.bytes().filter_map(digit).collect();
    let group = |digits: &[usize]| {
        let bits = digits.iter().fold(0, |bits, digit| bits << 6 | digit) << (6 * (4 - digits.len()));
        (0..digits.len() - 1).map(move |byte| (bits >> (16 - 8 * byte) & 255) as u8).collect::<Vec<u8>>()
    };
    digits.chunks(4).flat_map(group).collect()
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that did nothing must say so")]
fn a_reviewer_dismisses_a_finding_moves_a_boundary_and_finds_everything_as_left() {
    let Some(browser) = Browser::start() else {
        assert_ne!(std::env::var("KANHE_BROWSER").as_deref(), Ok("required"), "there is no chromedriver");
        eprintln!("skipped: there is no chromedriver (Debian: chromium chromium-driver)");
        return;
    };
    let server = Server::start();
    browser.go(&format!("http://{}/?token={}", server.address, server.token));
    browser.until("return document.body.dataset.ready === 'yes'");
    assert_eq!(browser.script("return location.search"), json!(""), "the token stays in no address");
    assert_eq!(browser.script("return document.cookie"), json!(""), "no script sees the cookie");
    browser.until("return [...document.querySelectorAll('#pairs tbody tr')].every((row) => /%/.test(row.textContent))");

    // The pair opens on its findings; one is dismissed with a reason, and the next comes.
    let row = "[...document.querySelectorAll('#pairs tbody tr')].find((row) => row.textContent.includes('lighthouse'))";
    browser.script(&format!("{row}.id = 'wanted'"));
    browser.click("#wanted");
    browser.until("return !document.getElementById('findings').hidden && document.querySelectorAll('#queue li').length > 1");
    let before = server.checked();
    let chosen = "return document.querySelector('#queue li.here').dataset.key.split('#')[0]";
    let dismissed = browser.script(chosen).as_str().expect("an id").to_owned();
    assert!(before.contains(&dismissed));
    browser.keys("x");
    browser.until("return document.getElementById('dismiss').open");
    browser.write("#dismiss [name=reason]", "the author rounds");
    browser.click("#dismiss button[value=intended]");
    browser.until("return document.querySelectorAll('#queue li.settled').length === 1");
    assert_ne!(browser.script(chosen), json!(dismissed), "the next finding is shown");

    // Another one by keys alone, which is taken back.
    browser.keys("x1");
    browser.until("return document.querySelectorAll('#queue li.settled').length === 2");
    browser.keys("z");
    browser.until("return document.querySelectorAll('#queue li.settled').length === 1");

    // From a finding to its bead, whose first sentence goes to the bead before.
    browser.keys("l");
    browser.until("return !document.getElementById('alignment').hidden && document.querySelector('#beads .link.here') !== null");
    let beads = "return [...document.querySelectorAll('#beads .link')].map((row) => row.querySelectorAll('[data-side=target]').length).join(' ')";
    let first = browser.script(beads);
    browser.click("#beads .link:nth-child(3) .tie");
    browser.keys("u");
    browser.until("return document.querySelectorAll('#beads .accepted').length > 0");
    let moved = browser.script(beads);
    assert_ne!(moved, first);

    // A reload finds everything as it was left.
    browser.go(&format!("http://{}/", server.address));
    browser.until("return document.body.dataset.ready === 'yes' && !document.getElementById('alignment').hidden");
    assert_eq!(browser.script(beads), moved);
    browser.keys("g");
    browser.until("return document.querySelectorAll('#queue li.settled').length === 1");
    let said = "return [...document.querySelectorAll('#queue li')].find((item) => item.classList.contains('settled')).dataset.key.split('#')[0]";
    assert_eq!(browser.script(said), json!(dismissed));
    assert_eq!(
        browser.script(
            "return performance.getEntriesByType('resource').every((one) => new URL(one.name).origin === location.origin)"
        ),
        json!(true)
    );

    // The queue of all pairs goes on in the next text.
    browser.script("const scope = document.querySelector('#filters [name=scope]'); scope.value = 'all'; scope.dispatchEvent(new Event('input', { bubbles: true }))");
    browser.until(
        "return new Set([...document.querySelectorAll('#queue .file')].map((file) => file.textContent.split(':')[0])).size > 1",
    );
    browser.click("#queue li:not(.settled):last-child");
    browser.until("return document.querySelector('#queue li:last-child').classList.contains('here') && !document.body.classList.contains('busy')");
    browser.script("const scope = document.querySelector('#filters [name=scope]'); scope.value = ''; scope.dispatchEvent(new Event('input', { bubbles: true }))");
    browser.until("return document.querySelectorAll('#queue .file').length === 0");
    browser.script("const choice = document.getElementById('pair'); choice.value = [...choice.options].find((option) => option.text.includes('lighthouse')).value; choice.dispatchEvent(new Event('change'))");
    browser.until("return document.querySelectorAll('#queue li.settled').length === 1");

    // The command line agrees.
    let found = server.checked();
    assert!(!found.contains(&dismissed), "{found:?}");
    assert!(server.file("kanhe-decisions.jsonl").contains("the author rounds"));
    assert!(server.file("alignments/lighthouse.tsv").contains("\tx\t"));
    let open = browser
        .script("return [...document.querySelectorAll('#queue li:not(.settled)')].map((item) => item.dataset.key.split('#')[0])");
    let open: Vec<&str> = open.as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert!(open.iter().all(|id| found.iter().any(|one| one == id)), "{open:?} {found:?}");

    if let Some(folder) = std::env::var_os("KANHE_SCREENSHOTS") {
        let folder = Path::new(&folder);
        browser.pictures(folder, "findings");
        browser.keys("x");
        browser.pictures(folder, "dismiss");
        browser.click("#dismiss button[value=cancel]");
        browser.click("nav [data-screen=alignment]");
        browser.pictures(folder, "alignment");
        browser.click("nav [data-screen=pairs]");
        browser.pictures(folder, "pairs");
        browser.click("nav [data-screen=export]");
        browser.pictures(folder, "export");
        browser.click("#keys");
        browser.pictures(folder, "keys");
        server.run(&["check", "--fast", "--format", "html", "--output", "report.html", "--no-baseline"]);
        browser.go(&format!("file://{}", server.path("report.html").display()));
        browser.pictures(folder, "report");
    }
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that did nothing must say so")]
fn a_boundary_far_down_a_long_text_is_moved_and_shown() {
    let Some(browser) = Browser::start() else {
        assert_ne!(std::env::var("KANHE_BROWSER").as_deref(), Ok("required"), "there is no chromedriver");
        eprintln!("skipped: there is no chromedriver (Debian: chromium chromium-driver)");
        return;
    };
    let server = Server::start_with(|folder| {
        let line = |original: bool, mile: usize| match original {
            true => format!("第{mile}海里处的灯塔高{}米，守塔人每天晚上点灯。\n", 20 + mile * 7 % 31),
            false => format!(
                "The lighthouse at mile {mile} is {} metres high, and its keeper lights it every evening.\n",
                20 + mile * 7 % 31
            ),
        };
        let text = |original| (1..=180).map(|mile| line(original, mile)).collect::<String>();
        std::fs::write(folder.join("zh/miles.txt"), text(true)).expect("a text can be written");
        std::fs::write(folder.join("en/miles.txt"), text(false)).expect("a text can be written");
    });
    browser.go(&format!("http://{}/?token={}", server.address, server.token));
    browser.until("return document.body.dataset.ready === 'yes'");
    browser.script("const choice = document.getElementById('pair'); choice.value = [...choice.options].find((option) => option.text.includes('miles')).value; choice.dispatchEvent(new Event('change'))");
    browser.until("return !document.getElementById('findings').hidden && document.querySelectorAll('#texts .bead').length > 150");
    browser.click("nav [data-screen=alignment]");
    let count = "return document.querySelectorAll('#beads .link').length";
    browser.until("return document.querySelectorAll('#beads .link').length > 150");
    let before = browser.script(count).as_u64().expect("a number");
    // The bead is in the third run of rows; what is merged is there, and the rows around it stay.
    browser.script("document.querySelectorAll('#beads .link')[120].querySelector('.tie').click()");
    browser.script("document.querySelectorAll('#beads .link')[121].dataset.gone = 'yes'; document.querySelectorAll('#beads .link')[170].dataset.kept = 'yes'");
    browser.keys("m");
    browser.until("return document.querySelectorAll('#beads .accepted').length === 1");
    assert_eq!(browser.script(count), json!(before - 1));
    let state = "const rows = [...document.querySelectorAll('#beads .link')]; const place = rows[120].getBoundingClientRect(); \
                 return [rows[120].querySelectorAll('p').length, rows[120].classList.contains('here'), \
                 place.top >= 0 && place.bottom <= innerHeight, rows.indexOf(document.querySelector('[data-kept]')), \
                 document.querySelector('[data-gone]'), rows[120].parentElement === document.querySelectorAll('#beads .run')[2]]";
    assert_eq!(browser.script(state), json!([4, true, true, 169, null, true]));
    assert!(server.file("alignments/miles.tsv").contains("\tx\t"));
    // Undone, it is as before; a reload finds what is done again.
    browser.keys("z");
    browser
        .until("return document.querySelectorAll('#beads .accepted').length === 0 && !document.body.classList.contains('busy')");
    assert_eq!(browser.script(count), json!(before));
    browser.keys("m");
    browser
        .until("return document.querySelectorAll('#beads .accepted').length === 1 && !document.body.classList.contains('busy')");
    browser.go(&format!("http://{}/", server.address));
    browser.until("return document.body.dataset.ready === 'yes' && !document.getElementById('alignment').hidden");
    assert_eq!(
        browser
            .script("return [...document.querySelectorAll('#beads .link')].findIndex((row) => row.querySelector('.accepted'))"),
        json!(120)
    );
}
