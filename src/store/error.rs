//! What can go wrong between a deed and the database.

use sqlx::error::{DatabaseError, ErrorKind};
use sqlx::sqlite::SqliteError;

use crate::domain::PersonId;

/// A failure of the store.
#[derive(Debug)]
pub enum StoreError {
    /// What was asked for does not exist.
    NotFound {
        /// The table.
        table: &'static str,
        /// The id.
        id: String,
    },
    /// A value that must be unique exists already.
    Conflict,
    /// The database did not answer in time, or is being written by somebody else.
    Busy,
    /// The disk is full.
    Full,
    /// The database can be read only.
    ReadOnly,
    /// The database cannot be reached.
    Unreachable(sqlx::Error),
    /// The database went away while it made a change lasting: the change may be there or not.
    Unsure(Box<Self>),
    /// There is no page yet.
    NoPage,
    /// A stored value makes no sense.
    Corrupt {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row.
        id: String,
    },
    /// The database belongs to a newer Candor.
    Newer {
        /// The step that this program does not know.
        version: i64,
    },
    /// The database file is damaged or is something else.
    Damaged(String),
    /// The address of the database makes no sense, or its file cannot be made.
    Location(String),
    /// Anything else that the driver says.
    Driver(sqlx::Error),
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotFound { table, id } => write!(f, "no {id} in {table}"),
            Self::Conflict => f.write_str("it exists already"),
            Self::Busy => f.write_str("the database is busy"),
            Self::Full => f.write_str("the disk of the database is full"),
            Self::ReadOnly => f.write_str("the database can only be read"),
            Self::Unreachable(error) => write!(f, "the database cannot be reached: {error}"),
            Self::Unsure(error) => write!(f, "the change may have been made or not: {error}"),
            Self::NoPage => f.write_str("the database has no page yet"),
            Self::Corrupt { table, column, id } => {
                write!(
                    f,
                    "{table}.{column} of {id} holds a value that makes no sense"
                )
            }
            Self::Newer { version } => write!(
                f,
                "the database was written by a newer Candor (step {version}); update the program"
            ),
            Self::Damaged(why) => write!(
                f,
                "the database is damaged and was left as it is ({why}); restore a backup"
            ),
            Self::Location(why) => f.write_str(why),
            Self::Driver(error) => write!(f, "database error: {error}"),
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreachable(error) | Self::Driver(error) => Some(error),
            Self::Unsure(error) => Some(error),
            _ => None,
        }
    }
}

impl StoreError {
    /// Says that the database as a whole cannot answer now, and may later.
    pub const fn is_outage(&self) -> bool {
        matches!(
            self,
            Self::Busy | Self::Full | Self::ReadOnly | Self::Unreachable(_) | Self::Unsure(_)
        )
    }

    /// Says that the database answers, and that what it holds makes no sense.
    pub const fn is_ours(&self) -> bool {
        matches!(self, Self::Corrupt { .. } | Self::NoPage)
    }

    /// Makes the error of a commit, which is [`StoreError::Unsure`] when no clear answer came: PostgreSQL
    /// may have gone after it was done, and SQLite may find at its next start what it could not sync.
    pub(super) fn of_commit(error: sqlx::Error) -> Self {
        let is_undone = error.as_database_error().is_some_and(|of| {
            of.try_downcast_ref::<SqliteError>().is_some()
                && of.code().as_deref() != Some(SQLITE_IOERR_FSYNC)
        });
        match Self::from(error) {
            lost @ Self::Unreachable(_) if !is_undone => Self::Unsure(Box::new(lost)),
            other => other,
        }
    }
}

/// SQLite's code for a file that could not be synced.
const SQLITE_IOERR_FSYNC: &str = "1034";

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::Protocol(_) => Self::Unreachable(error),
            sqlx::Error::Database(of) => match from_database(of.as_ref()) {
                Some(known) => known,
                None if is_outage(of.as_ref()) => Self::Unreachable(error),
                None => Self::Driver(error),
            },
            _ => Self::Driver(error),
        }
    }
}

/// SQLite's primary result codes (<https://www.sqlite.org/rescode.html>) and PostgreSQL's classes.
fn from_database(error: &dyn DatabaseError) -> Option<StoreError> {
    if error.kind() == ErrorKind::UniqueViolation {
        return Some(StoreError::Conflict);
    }
    let code = error.code()?;
    // SQLSTATE has five characters; SQLite's codes are decimal numbers, the primary one in the low byte.
    if code.len() == 5
        && error
            .try_downcast_ref::<sqlx::postgres::PgDatabaseError>()
            .is_some()
    {
        return match &*code {
            "53100" => Some(StoreError::Full),
            "25006" => Some(StoreError::ReadOnly),
            // 25P03: the server ended a transaction of ours that stood still.
            "25P03" | "40001" | "40P01" | "55P03" | "57014" => Some(StoreError::Busy),
            _ => None,
        };
    }
    match code.parse::<i64>().ok()? & 0xff {
        5 | 6 => Some(StoreError::Busy),
        8 => Some(StoreError::ReadOnly),
        13 => Some(StoreError::Full),
        11 | 26 => Some(StoreError::Damaged(error.message().to_owned())),
        _ => None,
    }
}

/// On PostgreSQL class 08 is a lost connection, 53 a server without resources, 57P a server that stops; on
/// SQLite 10 is a disk that fails and 14 a file that does not open.
fn is_outage(error: &dyn DatabaseError) -> bool {
    let code = error.code().unwrap_or_default();
    if error.try_downcast_ref::<SqliteError>().is_some() {
        return code
            .parse::<i64>()
            .is_ok_and(|code| matches!(code & 0xff, 10 | 14));
    }
    ["08", "53", "57P"]
        .iter()
        .any(|class| code.starts_with(class))
}

/// Turns the absence of a row into an error.
pub(super) fn found<T>(row: Option<T>, table: &'static str, id: &str) -> Result<T, StoreError> {
    row.ok_or_else(|| StoreError::NotFound {
        table,
        id: id.to_owned(),
    })
}

/// Reads who made a thing.
pub(super) fn maker(
    value: Option<&str>,
    table: &'static str,
    id: &str,
) -> Result<Option<PersonId>, StoreError> {
    value
        .map(|text| stored(PersonId::parse(text), table, "maker_id", id))
        .transpose()
}

/// Reads a stored text, naming its place when it makes no sense.
pub(super) fn stored<T>(
    value: Option<T>,
    table: &'static str,
    column: &'static str,
    id: &str,
) -> Result<T, StoreError> {
    value.ok_or_else(|| StoreError::Corrupt {
        table,
        column,
        id: id.to_owned(),
    })
}
