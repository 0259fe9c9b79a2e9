//! The command line, run in an empty folder.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

struct Cli {
    dir: TempDir,
}

impl Cli {
    fn new() -> Self {
        Self {
            dir: tempfile::tempdir().expect("a folder"),
        }
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
        command
            .current_dir(self.dir.path())
            .env_clear()
            .env("CANDOR_LOG", "warn");
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command().args(args).output().expect("it runs")
    }

    fn run_with_input(&self, args: &[&str], input: &str) -> Output {
        let mut child = self
            .command()
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it runs");
        child
            .stdin
            .take()
            .expect("a pipe")
            .write_all(input.as_bytes())
            .expect("written");
        child.wait_with_output().expect("it ends")
    }
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("UTF-8")
}

#[test]
fn a_token_is_printed_alone_and_can_be_revoked() {
    let cli = Cli::new();
    let made = cli.run(&["token", "create", "--name", "ci", "--role", "responder"]);
    assert_eq!(made.status.code(), Some(0), "{}", err(&made));
    let token = out(&made).trim_end();
    assert_eq!(token.len(), 64);
    assert!(token.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert_eq!(err(&made), "");
    let listed = cli.run(&["token", "list"]);
    assert!(out(&listed).contains("\tci\tresponder\t") && out(&listed).contains("active"));
    assert!(!out(&listed).contains(token));
    let id = out(&listed).split('\t').next().expect("an id").to_owned();
    assert_eq!(cli.run(&["token", "revoke", &id]).status.code(), Some(0));
    assert!(out(&cli.run(&["token", "list"])).contains("revoked"));
    let unknown = cli.run(&["token", "revoke", "nope"]);
    assert_eq!(unknown.status.code(), Some(1));
    assert_eq!(err(&unknown), "candor: there is no token nope\n");
    let database = std::fs::read(cli.dir.path().join("candor.db")).expect("the file");
    assert!(
        !database.windows(64).any(|bytes| bytes == token.as_bytes()),
        "only a hash is stored"
    );
}

#[test]
fn people_are_made_once_and_with_a_password_worth_the_name() {
    let cli = Cli::new();
    let args = [
        "user",
        "create",
        "--email",
        "A@x.test",
        "--name",
        "A",
        "--role",
        "owner",
        "--password-stdin",
    ];
    let short = cli.run_with_input(&args, "short\n");
    assert_eq!(short.status.code(), Some(1));
    assert_eq!(
        err(&short),
        "candor: password must have 12 to 128 characters\n"
    );
    let made = cli.run_with_input(&args, "correct horse battery\n");
    assert_eq!(made.status.code(), Some(0), "{}", err(&made));
    let again = cli.run_with_input(&args, "correct horse battery\n");
    assert_eq!(again.status.code(), Some(1));
    assert_eq!(err(&again), "candor: a@x.test has an account already\n");
    let role = cli.run(&[
        "user",
        "create",
        "--email",
        "b@x.test",
        "--name",
        "B",
        "--role",
        "king",
        "--password-stdin",
    ]);
    assert_eq!(role.status.code(), Some(2));
    assert!(err(&role).contains("owner"), "{}", err(&role));
}

#[test]
fn the_page_can_be_named() {
    let cli = Cli::new();
    let shown = cli.run(&["page", "show", "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&shown.stdout).expect("JSON");
    assert_eq!(json["time_zone"], "UTC");
    assert_eq!(json["url"], "http://127.0.0.1:8080");
    let set = cli.run(&[
        "page",
        "set",
        "--name",
        "Duo",
        "--time-zone",
        "America/New_York",
        "--url",
        "https://status.x.test/",
    ]);
    assert_eq!(set.status.code(), Some(0), "{}", err(&set));
    let shown = cli.run(&["page", "show", "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&shown.stdout).expect("JSON");
    assert_eq!(
        (&json["name"], &json["url"]),
        (&"Duo".into(), &"https://status.x.test".into())
    );
    let zone = cli.run(&["page", "set", "--time-zone", "Mars/Olympus"]);
    assert_eq!(zone.status.code(), Some(1));
    assert_eq!(
        err(&zone),
        "candor: time_zone Mars/Olympus is not a time zone: use an IANA name such as America/New_York\n"
    );
    assert_eq!(cli.run(&["page", "set"]).status.code(), Some(2));
}

#[test]
fn what_cannot_be_served_is_said_in_one_line() {
    let cli = Cli::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let cases: &[(&[&str], &str)] = &[
        (&["serve", "--listen", &address], "cannot listen on"),
        (
            &[
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--public-url",
                "status.x.test",
            ],
            "is not a URL",
        ),
        (
            &[
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--database-url",
                "mysql://x",
            ],
            "must be sqlite://FILE or postgres://",
        ),
        (
            &[
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--database-url",
                "sqlite:///proc/candor.db",
            ],
            "cannot be created",
        ),
        (
            &[
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--trusted-proxy",
                "10.0.0.0/99",
            ],
            "is not an address or network",
        ),
    ];
    for (args, part) in cases {
        let output = cli.run(args);
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert!(
            err(&output).starts_with("candor: ") && err(&output).contains(part),
            "{}",
            err(&output)
        );
        assert_eq!(err(&output).lines().count(), 1, "{}", err(&output));
    }
}

#[test]
fn help_names_every_variable() {
    let cli = Cli::new();
    let help = cli.run(&["serve", "--help"]);
    for name in [
        "DATABASE_URL",
        "CANDOR_LISTEN",
        "CANDOR_PUBLIC_URL",
        "CANDOR_TRUSTED_PROXY",
        "CANDOR_LOG_FORMAT",
        "CANDOR_DEMO",
    ] {
        assert!(out(&help).contains(name), "{name}");
    }
    assert_eq!(cli.run(&["nonsense"]).status.code(), Some(2));
}

#[test]
fn an_import_that_writes_nothing_leaves_no_database_behind() {
    let cli = Cli::new();
    let documents = cli.dir.path().join("documents");
    std::fs::create_dir(&documents).expect("a folder");
    let incident = r#"{"id": "i1", "name": "Trouble", "created_at": "2024-05-01T00:00:00Z",
                       "incident_updates": [{"id": "u1", "created_at": "2024-05-01T00:00:00Z"}]}"#;
    std::fs::write(documents.join("incidents.json"), format!("[{incident}]")).expect("written");
    let tried = cli.run(&["import", "statuspage", "documents", "--dry-run"]);
    assert!(tried.status.success(), "{}", err(&tried));
    let maintenance = r#"{"scheduled_maintenances": [{"id": "i2", "name": "Work",
        "created_at": "2024-05-01T00:00:00Z", "status": "no", "incident_updates": 7}]}"#;
    std::fs::write(documents.join("scheduled-maintenances.json"), maintenance).expect("written");
    let refused = cli.run(&["import", "statuspage", "documents"]);
    assert_eq!(refused.status.code(), Some(1));
    let left: Vec<_> = std::fs::read_dir(cli.dir.path())
        .expect("listed")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(left, ["documents"]);

    std::fs::remove_file(documents.join("scheduled-maintenances.json")).expect("removed");
    let imported = cli.run(&["import", "statuspage", "documents"]);
    assert!(imported.status.success(), "{}", err(&imported));
    let again = cli.run(&["import", "statuspage", "documents", "--dry-run"]);
    assert!(out(&again).contains("Nothing changed"), "{}", out(&again));
}
