//! The command line; the only room that prints.

mod import;
mod log;
mod page;
mod serve;
mod stop;
mod token;
mod user;

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::app::{self, App};
use crate::clock::Clock;
use crate::config::{DatabaseConfig, LogConfig};
use crate::domain::{Problem, Role};
use crate::entropy::Entropy;
use crate::i18n;
use crate::store::Store;
use crate::workers;

/// A self-hosted incident status page and postmortem publisher.
#[derive(Debug, Parser)]
#[command(name = "candor", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    #[command(flatten)]
    database: DatabaseConfig,

    #[command(flatten)]
    log: LogConfig,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the page
    Serve(Box<serve::Serve>),
    /// Take over a page from elsewhere
    #[command(subcommand)]
    Import(import::Import),
    /// People who may sign in
    #[command(subcommand)]
    User(user::User),
    /// API tokens
    #[command(subcommand)]
    Token(token::Token),
    /// The page's own settings
    #[command(subcommand)]
    Page(page::Page),
}

/// What a command says when it fails, on one line.
#[derive(Debug)]
struct Failure(String);

impl<E: std::fmt::Display> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// Runs the program: 0 when it did what was asked, 1 when it could not, 2 when it was asked wrongly.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let level = match cli.command {
        Command::Serve(_) => "info",
        _ => "warn",
    };
    if let Err(why) = log::start(&cli.log, level) {
        return fail(&why);
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(workers::threads())
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error.to_string()),
    };
    let ran = runtime.block_on(run(cli));
    // Work that nobody waits for any more must not delay the exit.
    runtime.shutdown_background();
    match ran {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(why)) => fail(&why),
    }
}

fn fail(why: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "candor: {why}");
    ExitCode::FAILURE
}

async fn run(cli: Cli) -> Result<(), Failure> {
    match cli.command {
        Command::Serve(serve) => serve.run(&cli.database).await,
        Command::Import(import) => import.run(&cli.database).await,
        Command::User(user) => user.run(&cli.database).await,
        Command::Token(token) => token.run(&cli.database).await,
        Command::Page(page) => page.run(&cli.database).await,
    }
}

/// Words a refused argument.
fn in_words(problem: impl Into<Problem>) -> String {
    i18n::english().problem(&problem.into())
}

/// Opens the database, makes and migrates it where needed, and returns it with the deeds on it.
async fn open(database: &DatabaseConfig) -> Result<(App, Store), Failure> {
    let store = Store::open(&database.location()?).await?;
    let app = App::new(store.clone(), Clock::system(), Entropy::system()).await?;
    Ok((app, store))
}

/// Writes a line to standard output; a reader that went away is no failure. What could move the
/// terminal's cursor is replaced.
fn say(line: &str) -> Result<(), Failure> {
    let harmless = |c: char| {
        if c.is_control() && c != '\t' {
            '\u{fffd}'
        } else {
            c
        }
    };
    let line: String = line.chars().map(harmless).collect();
    match writeln!(std::io::stdout(), "{line}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

fn parse_role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| {
        let all: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
        format!("use one of {}", all.join(", "))
    })
}

/// The command line acts as whoever may run the program on the database.
fn actor() -> app::Actor {
    app::Actor::command_line()
}
