//! `candor user`.

use std::io::Read as _;

use clap::{ArgAction, Subcommand};

use super::{Failure, actor, open, parse_role, say};
use crate::app::NewPerson;
use crate::config::DatabaseConfig;
use crate::domain::Role;

/// Longest input taken for a password, in bytes.
const PASSWORD_INPUT: u64 = 4096;

/// People who may sign in.
#[derive(Debug, Subcommand)]
pub(super) enum User {
    /// Add a person
    Create {
        /// Address
        #[arg(long)]
        email: String,
        /// Name
        #[arg(long)]
        name: String,
        /// owner, admin, responder or viewer
        #[arg(long, value_parser = parse_role)]
        role: Role,
        /// Read the password from standard input (12 to 128 characters)
        #[arg(long, required = true, action = ArgAction::SetTrue)]
        password_stdin: bool,
    },
    /// Give a person a new password; all their sessions and API tokens end
    SetPassword {
        /// Address
        #[arg(long)]
        email: String,
        /// Read the password from standard input (12 to 128 characters)
        #[arg(long, required = true, action = ArgAction::SetTrue)]
        password_stdin: bool,
        /// Let the API tokens that they made go on working
        #[arg(long)]
        keep_tokens: bool,
    },
}

impl User {
    pub(super) async fn run(self, database: &DatabaseConfig) -> Result<(), Failure> {
        let password = read_password()?;
        let (app, store) = open(database).await?;
        let said = match self {
            Self::Create {
                email,
                name,
                role,
                password_stdin: _,
            } => {
                let said = format!("{email} may sign in as {role}.");
                let new = NewPerson {
                    email,
                    name,
                    role,
                    password,
                };
                app.create_person(&actor(), new).await?;
                said
            }
            Self::SetPassword {
                email,
                password_stdin: _,
                keep_tokens,
            } => {
                let set = app
                    .set_password(&actor(), &email, &password, keep_tokens)
                    .await;
                let tokens = match set {
                    Err(crate::app::Error::NotFound) => {
                        return Err(format!("nobody has the address {email}").into());
                    }
                    other => other?,
                };
                let tokens = match (keep_tokens, tokens) {
                    (true, _) => "API tokens go on working".to_owned(),
                    (false, 1) => "1 API token ended".to_owned(),
                    (false, tokens) => format!("{tokens} API tokens ended"),
                };
                format!("{email} has a new password; all sessions ended, {tokens}.")
            }
        };
        store.close().await;
        say(&said)
    }
}

fn read_password() -> Result<String, Failure> {
    let mut password = String::new();
    std::io::stdin()
        .take(PASSWORD_INPUT)
        .read_to_string(&mut password)
        .map_err(|error| format!("the password cannot be read: {error}"))?;
    Ok(password.trim_end_matches(['\r', '\n']).to_owned())
}
