//! The program, serving, as a child that does not outlive its test.

use std::fs::File;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::port::Port;
use super::{Place, until};

/// How long a start may take on a busy machine.
const START: Duration = Duration::from_secs(20);

/// How long the client waits for an answer before it calls it lost.
const ANSWER: Duration = Duration::from_secs(40);

/// How long an answer from memory may take on a busy machine.
const FROM_MEMORY: Duration = Duration::from_millis(500);

/// What is answered from memory, whatever becomes of the database.
const HOT: &[&str] = &[
    "/",
    "/history.atom",
    "/history.rss",
    "/feed.json",
    "/api/v2/summary.json",
    "/api/v2/status.json",
    "/api/v2/incidents.json",
    "/healthz",
];

/// What may have to be read.
const COLD: &[&str] = &["/history", "/postmortems"];

/// An end that was asked for.
pub(crate) struct Stopping {
    pub(crate) status: ExitStatus,
    pub(crate) took: Duration,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) body: String,
    pub(crate) took: Duration,
}

impl Reply {
    /// The body of an answer with this status.
    pub(crate) fn json(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        serde_json::from_str(&self.body).expect("JSON")
    }

    /// Asserts that this is a plain answer that no cache keeps.
    pub(crate) fn assert_plain(&self, status: u16) {
        assert_eq!(self.status, status, "{}", self.body);
        assert_eq!(self.header("cache-control"), "no-store");
        assert!(self.header("content-type").starts_with("text/plain"));
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("text"))
    }

    /// Asserts that this refusal tells a program what to do: one of these states, JSON in the manage
    /// API's shape, and when to try again.
    pub(crate) fn assert_refuses_clearly(&self, states: &[u16]) {
        assert!(states.contains(&self.status), "{self:?}");
        let body: Value = serde_json::from_str(&self.body).expect("JSON");
        assert!(
            body["error"].as_str().is_some_and(|text| text.len() > 20),
            "{}",
            self.body
        );
        assert!(body["message"].is_string(), "{}", self.body);
        let wait: u32 = self.header("retry-after").parse().expect("seconds");
        assert!((1..=60).contains(&wait));
        assert_eq!(self.header("cache-control"), "no-store");
    }
}

/// A serving child.
pub(crate) struct Server {
    child: Child,
    log: PathBuf,
    token: String,
    pub(crate) address: String,
    client: reqwest::Client,
    /// Its port, when it was told of one.
    port: Option<Port>,
}

impl Server {
    /// Starts the program on a page and waits until it serves.
    pub(crate) async fn start(place: &Place) -> Self {
        let mut command = place.command();
        command.arg("serve");
        Self::start_as(place, command).await
    }

    /// Starts a command that becomes the program.
    pub(crate) async fn start_as(place: &Place, command: Command) -> Self {
        let mut server = Self::spawn(place, command);
        let address = until("the server serves", START, async || {
            if let Some(status) = server.child.try_wait().expect("a child") {
                panic!("it ended with {status}");
            }
            server.listening()
        })
        .await;
        server.address = address;
        let ready = server.get("/readyz").await;
        assert_eq!(ready.status, 200, "{}", ready.body);
        server
    }

    /// Starts the program on a port that is known before it serves.
    pub(crate) fn start_unready(place: &Place) -> Self {
        let port = Port::any();
        let mut command = place.command();
        command.arg("serve").env("CANDOR_LISTEN", port.address());
        let mut server = Self::spawn(place, command);
        server.address = port.address();
        server.port = Some(port);
        server
    }

    /// Starts the program with its log in this file, which need not take it, and waits until it serves.
    pub(crate) async fn start_logging_to(place: &Place, log: File) -> Self {
        let port = Port::any();
        let mut command = place.command();
        command.arg("serve").env("CANDOR_LISTEN", port.address());
        let mut server = Self::spawn_with(place, command, log.into());
        server.address = port.address();
        server.port = Some(port);
        until("the server serves", START, async || {
            let reply = server.send("GET", "/readyz", None).await.ok()?;
            (reply.status == 200).then_some(())
        })
        .await;
        server
    }

    /// Starts the program and does not wait.
    pub(crate) fn spawn(place: &Place, command: Command) -> Self {
        let mut server = Self::spawn_with(place, command, Stdio::piped());
        // Through a pipe, so that no limit on the child's files is one on its log.
        let mut pipe = server.child.stderr.take().expect("a pipe");
        let mut file = File::create(&server.log).expect("a log");
        std::thread::spawn(move || std::io::copy(&mut pipe, &mut file));
        server
    }

    fn spawn_with(place: &Place, mut command: Command, log: Stdio) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        static RING: OnceLock<()> = OnceLock::new();
        RING.get_or_init(|| {
            let _ = rustls::crypto::ring::default_provider().install_default();
        });
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("it starts");
        Self {
            child,
            log: place.dir().join(format!("log-{number}")),
            token: place.token.clone(),
            address: String::new(),
            client: client(),
            port: None,
        }
    }

    /// The address in the line that says that it serves.
    fn listening(&self) -> Option<String> {
        self.log_lines().into_iter().find_map(|line| {
            let address = line["listening"].as_str()?;
            Some(address.to_owned())
        })
    }

    /// What it has logged so far.
    pub(crate) fn log_lines(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        text.lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect()
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// A client with connections of its own to this server.
    pub(crate) fn client(&self) -> Client {
        Client {
            http: client(),
            base: format!("http://{}", self.address),
            token: self.token.clone(),
        }
    }

    /// Sends a request with the token.
    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Reply, reqwest::Error> {
        let client = Client {
            http: self.client.clone(),
            base: format!("http://{}", self.address),
            token: self.token.clone(),
        };
        client.send(method, path, body, &[]).await
    }

    /// Gets what anyone may read.
    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send("GET", path, None).await.expect("an answer")
    }

    /// Asserts that readers get everything public.
    pub(crate) async fn assert_readable(&self) {
        self.assert_served(HOT).await;
        self.assert_served(COLD).await;
    }

    /// Asserts that readers get everything that is kept in memory, at once.
    pub(crate) async fn assert_readable_from_memory(&self) {
        let slowest = self.assert_served(HOT).await;
        assert!(slowest < FROM_MEMORY, "{slowest:?}");
    }

    async fn assert_served(&self, paths: &[&str]) -> Duration {
        let mut slowest = Duration::ZERO;
        for path in paths {
            let reply = self.get(path).await;
            assert_eq!(reply.status, 200, "{path}");
            assert!(!reply.body.is_empty(), "{path}");
            slowest = slowest.max(reply.took);
        }
        slowest
    }

    /// Kills it with SIGKILL, so that it cannot finish anything.
    pub(crate) fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Sends it a signal by name.
    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("kill")
            .args([format!("-{name}"), self.pid().to_string()])
            .status();
        assert!(sent.is_ok_and(|status| status.success()), "kill -{name}");
    }

    /// Asks it to stop and waits for its end.
    pub(crate) async fn stop(mut self) -> Stopping {
        self.signal("TERM");
        self.ended().await
    }

    /// Waits for its end.
    pub(crate) async fn ended(&mut self) -> Stopping {
        let started = Instant::now();
        let status = until("it ends", Duration::from_secs(40), async || {
            self.child.try_wait().expect("a child")
        })
        .await;
        Stopping {
            status,
            took: started.elapsed(),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
        if std::thread::panicking() {
            let text = std::fs::read_to_string(&self.log).unwrap_or_default();
            let lines: Vec<&str> = text.lines().collect();
            let from = lines.len().saturating_sub(20);
            eprintln!("--- the server's last words\n{}", lines[from..].join("\n"));
        }
    }
}

fn client() -> reqwest::Client {
    reqwest::Client::builder()
        .no_proxy()
        .timeout(ANSWER)
        .build()
        .expect("a client")
}

/// A client with connections of its own.
#[derive(Clone)]
pub(crate) struct Client {
    http: reqwest::Client,
    base: String,
    token: String,
}

impl Client {
    /// Sends a request with the token and reads the whole answer.
    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
        headers: &[(&str, &str)],
    ) -> Result<Reply, reqwest::Error> {
        let started = Instant::now();
        let method = method.parse().expect("a method");
        let url = format!("{}{path}", self.base);
        let mut request = self
            .http
            .request(method, url)
            .header("authorization", format!("OAuth {}", self.token));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = request.send().await?;
        Ok(Reply {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.text().await?,
            took: started.elapsed(),
        })
    }
}
