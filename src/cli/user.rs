//! `candor user`.

use std::io::Read as _;

use clap::{ArgAction, Subcommand};

use super::{Failure, actor, open, parse_role, say};
use crate::app::NewUser;
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
}

impl User {
    pub(super) async fn run(self, database: &DatabaseConfig) -> Result<(), Failure> {
        let Self::Create {
            email,
            name,
            role,
            password_stdin: _,
        } = self;
        let mut password = String::new();
        std::io::stdin()
            .take(PASSWORD_INPUT)
            .read_to_string(&mut password)
            .map_err(|error| format!("the password cannot be read: {error}"))?;
        let new = NewUser {
            password: password.trim_end_matches(['\r', '\n']).to_owned(),
            email,
            name,
            role,
        };
        let app = open(database).await?;
        let email = new.email.clone();
        app.create_user(&actor(), new).await?;
        app.store().close().await;
        say(&format!("{email} may sign in as {role}."))
    }
}
