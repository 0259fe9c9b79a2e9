//! A PostgreSQL server of the test's own, to be stopped.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

use super::port::Port;

/// A server in a temporary folder on a port of its own.
pub(crate) struct Postgres {
    bin: PathBuf,
    dir: TempDir,
    port: Port,
}

impl Postgres {
    /// Makes and starts one; an error says why this machine cannot.
    pub(crate) fn start() -> Result<Self, String> {
        let Some(bin) = std::env::var_os("CANDOR_TEST_POSTGRES_BIN") else {
            return Err(
                "CANDOR_TEST_POSTGRES_BIN names no folder of PostgreSQL's programs".to_owned(),
            );
        };
        let dir = tempfile::tempdir().expect("a folder");
        let server = Self {
            bin: bin.into(),
            dir,
            port: Port::any(),
        };
        if is_root() {
            std::fs::set_permissions(server.dir.path(), PermissionsExt::from_mode(0o777))
                .expect("permissions");
        }
        let data = server.data();
        server.run(
            "initdb",
            &[
                "-D",
                &data,
                "-U",
                "candor",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
            ],
        );
        server.up();
        Ok(server)
    }

    /// Where clients reach it, past any relay.
    pub(crate) fn url(&self) -> String {
        self.url_at(self.port())
    }

    /// Where clients reach it through a port that leads to it.
    #[expect(
        clippy::unused_self,
        reason = "the role and database are this server's"
    )]
    pub(crate) fn url_at(&self, port: u16) -> String {
        format!("postgres://candor@127.0.0.1:{port}/postgres")
    }

    pub(crate) fn port(&self) -> u16 {
        self.port.number()
    }

    /// Starts it and waits until it answers.
    pub(crate) fn up(&self) {
        let options = format!(
            "-p {} -k {} -c listen_addresses=127.0.0.1",
            self.port(),
            self.dir.path().display()
        );
        let log = self.dir.path().join("server.log").display().to_string();
        let data = self.data();
        self.run(
            "pg_ctl",
            &["-D", &data, "-w", "-l", &log, "-o", &options, "start"],
        );
    }

    /// Stops it: `fast` as an operator does, `immediate` as a crash does.
    pub(crate) fn down(&self, mode: &str) {
        let data = self.data();
        self.run("pg_ctl", &["-D", &data, "-m", mode, "-w", "stop"]);
    }

    fn data(&self) -> String {
        self.dir.path().join("data").display().to_string()
    }

    fn command(&self, program: &str) -> Command {
        let program = self.bin.join(program);
        if !is_root() {
            return Command::new(program);
        }
        // It refuses to run as root.
        let mut command = Command::new("setpriv");
        command.args([
            "--reuid",
            "postgres",
            "--regid",
            "postgres",
            "--clear-groups",
        ]);
        command.arg(program);
        command
    }

    fn run(&self, program: &str, args: &[&str]) {
        let output = self
            .command(program)
            .args(args)
            .current_dir(self.dir.path())
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .status()
            .expect("it runs");
        let log = self.dir.path().join("server.log");
        assert!(
            output.success(),
            "{program}: {}",
            std::fs::read_to_string(log).unwrap_or_default()
        );
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let data = self.data();
        let _ = self
            .command("pg_ctl")
            .args(["-D", &data, "-m", "immediate", "-w", "stop"])
            .current_dir("/")
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .status();
    }
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|of| of.uid() == 0)
}
