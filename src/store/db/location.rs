//! Where the database is.

use std::path::PathBuf;
use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;

/// Where the database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A file.
    Sqlite(PathBuf),
    /// A server's address with credentials.
    Postgres(String),
}

impl Location {
    /// Reads `sqlite://PATH` or `postgres://…`.
    ///
    /// # Errors
    /// Any other scheme, or no path.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        let path = text
            .strip_prefix("sqlite://")
            .or_else(|| text.strip_prefix("sqlite:"))
            .map(|rest| rest.split('?').next().unwrap_or_default());
        match path {
            Some(path) if !path.is_empty() && path != ":memory:" => {
                Ok(Self::Sqlite(PathBuf::from(path)))
            }
            _ => Err("the database's address must be sqlite://FILE or postgres://…".to_owned()),
        }
    }
}

impl Location {
    /// Says whether there is a database already. A server is not asked and counts as one.
    pub fn is_there(&self) -> bool {
        match self {
            Self::Sqlite(path) => path.exists(),
            Self::Postgres(_) => true,
        }
    }

    /// Removes the files of a database that nobody has open. A server's database stays.
    ///
    /// # Errors
    /// A file cannot be removed.
    pub fn remove(&self) -> std::io::Result<()> {
        let Self::Sqlite(path) = self else {
            return Ok(());
        };
        for ending in ["", "-wal", "-shm", "-turn"] {
            let mut file = path.clone().into_os_string();
            file.push(ending);
            match std::fs::remove_file(file) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }
}

/// Shows no password.
impl std::fmt::Display for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite://{}", path.display()),
            Self::Postgres(text) => match PgConnectOptions::from_str(text) {
                Ok(options) => write!(
                    f,
                    "postgres://{}:{}/{}",
                    options.get_host(),
                    options.get_port(),
                    options.get_database().unwrap_or_default()
                ),
                Err(_) => f.write_str("postgres://…"),
            },
        }
    }
}
