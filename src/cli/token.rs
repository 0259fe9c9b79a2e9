//! `candor token`.

use clap::Subcommand;

use super::{Failure, actor, open, parse_role, say};
use crate::config::DatabaseConfig;
use crate::domain::{Role, TokenId, TokenState};
use crate::wire::times::rfc3339;
use crate::zone::Zone;

/// API tokens.
#[derive(Debug, Subcommand)]
pub(super) enum Token {
    /// Make a token and print it; it is shown this once
    Create {
        /// What it is for
        #[arg(long)]
        name: String,
        /// owner, admin, responder or viewer
        #[arg(long, value_parser = parse_role)]
        role: Role,
    },
    /// List the tokens (not the tokens themselves)
    List,
    /// End a token at once
    Revoke {
        /// Its id, as `token list` shows it
        id: String,
    },
}

impl Token {
    pub(super) async fn run(self, database: &DatabaseConfig) -> Result<(), Failure> {
        let (app, store) = open(database).await?;
        match self {
            Self::Create { name, role } => {
                let token = app.create_token(&actor(), &name, role, None, None).await?;
                say(&token)?;
            }
            Self::List => {
                let zone = Zone::utc();
                for token in app.list_tokens(&actor()).await? {
                    let state = match token.state(app.now()) {
                        TokenState::Revoked(at) => format!("revoked {}", rfc3339(&zone, at)),
                        TokenState::Expired(at) => format!("expired {}", rfc3339(&zone, at)),
                        TokenState::Works => "active".to_owned(),
                    };
                    say(&format!(
                        "{}\t{}\t{}\tmade {}\t{state}",
                        token.id,
                        token.name,
                        token.role,
                        rfc3339(&zone, token.created_at)
                    ))?;
                }
            }
            Self::Revoke { id } => {
                let missing = || format!("there is no token {id}");
                let token = TokenId::parse(&id).ok_or_else(missing)?;
                match app.revoke_token(&actor(), &token).await {
                    Err(crate::app::Error::NotFound) => return Err(missing().into()),
                    other => other?,
                }
                say(&format!("{id} is revoked."))?;
            }
        }
        store.close().await;
        Ok(())
    }
}
