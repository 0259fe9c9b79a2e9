//! A page of a test's own: a database, a token, a few components.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;

use super::{Inspect, Server};

/// How a page is set up.
pub(crate) struct Place {
    dir: TempDir,
    pub(crate) url: String,
    pub(crate) token: String,
    pub(crate) page_id: String,
    pub(crate) components: Vec<String>,
}

impl Place {
    /// A page on the database that the run is for.
    pub(crate) async fn new(components: usize) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let url = match std::env::var("CANDOR_TEST_DATABASE_URL") {
            Ok(server) => own_schema(&server).await,
            Err(_) => sqlite(dir.path()),
        };
        Self::on(dir, url, components).await
    }

    /// A page in a SQLite file in this folder.
    pub(crate) async fn in_folder(folder: &Path, components: usize) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        Self::on(dir, sqlite(folder), components).await
    }

    /// A page on this database.
    pub(crate) async fn at(url: &str, components: usize) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        Self::on(dir, url.to_owned(), components).await
    }

    /// A database that nobody has opened yet.
    pub(crate) async fn untouched() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let url = match std::env::var("CANDOR_TEST_DATABASE_URL") {
            Ok(server) => own_schema(&server).await,
            Err(_) => sqlite(dir.path()),
        };
        Self {
            dir,
            url,
            token: String::new(),
            page_id: String::new(),
            components: Vec::new(),
        }
    }

    async fn on(dir: TempDir, url: String, components: usize) -> Self {
        let mut place = Self {
            dir,
            url,
            token: String::new(),
            page_id: String::new(),
            components: Vec::new(),
        };
        place.settle();
        if components > 0 {
            let server = Server::start(&place).await;
            for number in 0..components {
                let body = json!({"component": {"name": format!("Component {number}")}});
                let path = place.v1("components");
                let made = server.send("POST", &path, Some(&body)).await;
                let made = made.expect("an answer").json(201);
                place
                    .components
                    .push(made["id"].as_str().expect("an id").to_owned());
            }
            server.stop().await;
        }
        place
    }

    /// Makes a token and reads the page's id.
    pub(crate) fn settle(&mut self) {
        let made = self.candor(&["token", "create", "--name", "test", "--role", "owner"]);
        assert!(made.status.success(), "{}", text(&made.stderr));
        text(&made.stdout).trim().clone_into(&mut self.token);
        let shown = self.candor(&["page", "show", "--json"]);
        assert!(shown.status.success(), "{}", text(&shown.stderr));
        let page: Value = serde_json::from_slice(&shown.stdout).expect("JSON");
        page["id"]
            .as_str()
            .expect("an id")
            .clone_into(&mut self.page_id);
    }

    /// Runs a command of the program to its end.
    pub(crate) fn candor(&self, args: &[&str]) -> Output {
        self.command().args(args).output().expect("it runs")
    }

    /// The program with this page's settings and no others.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
        self.settings(&mut command);
        command
    }

    /// Gives a command this page's settings and no others.
    pub(crate) fn settings(&self, command: &mut Command) {
        command
            .current_dir(self.dir.path())
            .env_clear()
            .env("DATABASE_URL", &self.url)
            .env("CANDOR_LISTEN", "127.0.0.1:0")
            .env("CANDOR_RATE_LIMIT", "0")
            .env("CANDOR_LOG_FORMAT", "json");
    }

    /// The folder for logs; the database may be elsewhere.
    pub(crate) fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// The files of a SQLite database that are there and written as files.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let path = self.url.trim_start_matches("sqlite://");
        ["", "-wal"]
            .iter()
            .map(|end| PathBuf::from(format!("{path}{end}")))
            .filter(|path| path.exists())
            .collect()
    }

    /// A path of the manage API.
    pub(crate) fn v1(&self, rest: &str) -> String {
        format!("/v1/pages/{}/{rest}", self.page_id)
    }

    /// Looks into the database past the program.
    pub(crate) async fn inspect(&self) -> Inspect {
        Inspect::open(&self.url).await
    }
}

fn sqlite(folder: &Path) -> String {
    format!("sqlite://{}", folder.join("candor.db").display())
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

async fn own_schema(server: &str) -> String {
    let id = candor::entropy::Entropy::system().id().expect("randomness");
    let schema = format!("test_{id}");
    let mut connection = PgConnection::connect(server)
        .await
        .expect("the test server answers");
    sqlx::query(AssertSqlSafe(format!("create schema {schema}")))
        .execute(&mut connection)
        .await
        .expect("a schema is made");
    connection.close().await.expect("closed");
    let join = if server.contains('?') { '&' } else { '?' };
    format!("{server}{join}options=-c%20search_path%3D{schema}")
}
