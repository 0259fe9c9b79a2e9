//! One query text, two drivers: [`Q`] is a query as data, [`Db`] and [`Tx`] run it on either.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArguments, PgConnectOptions, PgConnection, PgPool, PgPoolOptions, PgRow};
use sqlx::sqlite::{
    SqliteArguments, SqliteArgumentsBuffer, SqliteConnectOptions, SqliteJournalMode, SqlitePool,
    SqlitePoolOptions, SqliteRow, SqliteSynchronous, SqliteTypeInfo, SqliteValueRef,
};
use sqlx::{
    Arguments, AssertSqlSafe, Connection, Decode, Encode, FromRow, Postgres, SqlSafeStr, Sqlite,
    Transaction, Type,
};
use time::OffsetDateTime;

use super::StoreError;
use crate::domain::Ts;

/// Rows of a pool's worth of readers; SQLite's are threads.
const READERS: u32 = 4;
const PG_CONNECTIONS: u32 = 10;

/// Longest wait for one answer of PostgreSQL: longer than it waits for a lock, so that its own word comes
/// first. A server that is out of reach says nothing at all.
const PG_ANSWER: Duration = Duration::from_secs(8);

/// Waits for PostgreSQL's answer as long as one may take.
pub(super) async fn in_time<T>(
    answer: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, sqlx::Error> {
    match tokio::time::timeout(PG_ANSWER, answer).await {
        Ok(answer) => answer,
        Err(_) => Err(sqlx::Error::Io(std::io::ErrorKind::TimedOut.into())),
    }
}

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

/// A value bound to a query; typed, so that PostgreSQL knows what a null is.
#[derive(Debug, Clone)]
pub(super) enum Arg {
    Text(Option<String>),
    Int(Option<i64>),
    Bool(Option<bool>),
    Ts(Option<Ts>),
}

macro_rules! arg_from {
    ($($type:ty => $variant:ident $(via $convert:path)?),+ $(,)?) => {$(
        impl From<$type> for Arg {
            fn from(value: $type) -> Self {
                Self::$variant(Some($($convert)?(value)))
            }
        }
        impl From<Option<$type>> for Arg {
            fn from(value: Option<$type>) -> Self {
                Self::$variant(value.map(|value| $($convert)?(value)))
            }
        }
    )+};
}

arg_from! {
    String => Text,
    &str => Text via str::to_owned,
    i64 => Int,
    bool => Bool,
    Ts => Ts,
}

/// A query: one text for both databases, and its arguments.
pub(super) struct Q {
    sql: Sql,
    args: Vec<Arg>,
}

enum Sql {
    Fixed(&'static str),
    Made(String),
}

impl Sql {
    fn into_safe(self) -> sqlx::SqlStr {
        match self {
            Self::Fixed(text) => text.into_sql_str(),
            // Made by `push_in` and `push_rows` alone: placeholders, never a value.
            Self::Made(text) => AssertSqlSafe(text).into_sql_str(),
        }
    }

    fn as_str(&self) -> &str {
        match self {
            Self::Fixed(text) => text,
            Self::Made(text) => text,
        }
    }
}

/// Makes a query; arguments are `$1`, `$2` and so on.
pub(super) fn q(text: &'static str) -> Q {
    Q {
        sql: Sql::Fixed(text),
        args: Vec::new(),
    }
}

impl Q {
    /// Binds the next placeholder.
    pub(super) fn bind(mut self, value: impl Into<Arg>) -> Self {
        self.args.push(value.into());
        self
    }

    /// Puts a list of ids where the text says `{ids}`; an empty list matches nothing.
    pub(super) fn push_in<'a>(mut self, ids: impl IntoIterator<Item = &'a str>) -> Self {
        let first = self.args.len() + 1;
        self.args
            .extend(ids.into_iter().map(|id| Arg::Text(Some(id.to_owned()))));
        let places: Vec<String> = (first..=self.args.len())
            .map(|place| format!("${place}"))
            .collect();
        let list = if places.is_empty() {
            "null".to_owned()
        } else {
            places.join(", ")
        };
        self.sql = Sql::Made(self.sql.as_str().replace("{ids}", &list));
        self
    }

    /// Puts rows of values where the text says `{rows}`; there must be one.
    pub(super) fn push_rows(mut self, rows: impl IntoIterator<Item = Vec<Arg>>) -> Self {
        let mut list = Vec::new();
        for row in rows {
            let first = self.args.len() + 1;
            self.args.extend(row);
            let places: Vec<String> = (first..=self.args.len())
                .map(|place| format!("${place}"))
                .collect();
            list.push(format!("({})", places.join(", ")));
        }
        self.sql = Sql::Made(self.sql.as_str().replace("{rows}", &list.join(", ")));
        self
    }

    fn split<A>(self) -> Result<(sqlx::SqlStr, A), sqlx::Error>
    where
        A: Arguments,
        Option<String>: for<'t> Encode<'t, A::Database> + Type<A::Database>,
        Option<i64>: for<'t> Encode<'t, A::Database> + Type<A::Database>,
        Option<bool>: for<'t> Encode<'t, A::Database> + Type<A::Database>,
        Option<Ts>: for<'t> Encode<'t, A::Database> + Type<A::Database>,
    {
        let mut arguments = A::default();
        for arg in self.args {
            match arg {
                Arg::Text(value) => arguments.add(value),
                Arg::Int(value) => arguments.add(value),
                Arg::Bool(value) => arguments.add(value),
                Arg::Ts(value) => arguments.add(value),
            }
            .map_err(sqlx::Error::Encode)?;
        }
        Ok((self.sql.into_safe(), arguments))
    }
}

/// A row type that both drivers can fill.
pub(super) trait Row:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{
}

impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{}

/// The database's connections.
#[derive(Clone)]
pub(super) enum Db {
    Sqlite { read: SqlitePool, write: SqlitePool },
    Pg(PgPool),
}

impl Db {
    pub(super) async fn open(location: &Location, wait: Duration) -> Result<Self, StoreError> {
        match location {
            Location::Sqlite(path) => Self::open_sqlite(path, wait).await,
            Location::Postgres(text) => {
                let options = PgConnectOptions::from_str(text)
                    .map_err(|error| StoreError::Location(format!("DATABASE_URL: {error}")))?
                    .application_name("candor")
                    .options([("lock_timeout", wait.as_millis().to_string())]);
                // A pool only says that it waited in vain; one connection says why.
                let first = tokio::time::timeout(wait, PgConnection::connect_with(&options)).await;
                match first {
                    Ok(connection) => connection?.close().await?,
                    Err(_) => return Err(StoreError::Busy),
                }
                let pool = PgPoolOptions::new()
                    .max_connections(PG_CONNECTIONS)
                    .acquire_timeout(wait)
                    // A request that is given up while BEGIN is on its way leaves a transaction that the
                    // driver does not know of: it is ended here. A connection on which no answer comes,
                    // or an error, is closed.
                    .after_release(|connection, _| {
                        Box::pin(async {
                            let tidy = sqlx::raw_sql("begin; rollback").execute(connection);
                            in_time(tidy).await.map(|_| true)
                        })
                    })
                    .connect_with(options)
                    .await?;
                Ok(Self::Pg(pool))
            }
        }
    }

    async fn open_sqlite(path: &Path, wait: Duration) -> Result<Self, StoreError> {
        create_private(path)?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(wait);
        let pool = || {
            SqlitePoolOptions::new()
                .acquire_timeout(wait)
                .test_before_acquire(false)
                // SQLite itself ends the transaction in which the disk failed, and the driver goes on
                // believing in it (begin_with at non-zero transaction depth): such a connection is closed.
                .before_acquire(|connection, _| {
                    let is_fine = !connection.is_in_transaction();
                    Box::pin(async move { Ok(is_fine) })
                })
                .idle_timeout(None)
                .max_lifetime(None)
        };
        let opened = async {
            let write = pool()
                .max_connections(1)
                .connect_with(options.clone())
                .await?;
            let read = pool()
                .max_connections(READERS)
                .connect_with(options.pragma("query_only", "1"))
                .await?;
            Ok::<_, sqlx::Error>(Self::Sqlite { read, write })
        };
        opened.await.map_err(|error| match StoreError::from(error) {
            StoreError::Damaged(why) => StoreError::Damaged(format!("{}: {why}", path.display())),
            StoreError::Driver(error) | StoreError::Unreachable(error) => {
                StoreError::Location(format!("{} cannot be opened: {error}", path.display()))
            }
            other => other,
        })
    }

    pub(super) async fn all<R: Row>(&self, query: Q) -> Result<Vec<R>, StoreError> {
        match self {
            Self::Sqlite { read, .. } => {
                let (sql, arguments) = query.split::<SqliteArguments>()?;
                let rows = sqlx::query_as_with(sql, arguments).fetch_all(read).await?;
                Ok(rows)
            }
            Self::Pg(pool) => {
                let (sql, arguments) = query.split::<PgArguments>()?;
                let rows = in_time(sqlx::query_as_with(sql, arguments).fetch_all(pool)).await?;
                Ok(rows)
            }
        }
    }

    pub(super) async fn begin_read(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite { read, .. } => Tx::Sqlite(read.begin().await?),
            Self::Pg(pool) => {
                let begun = pool.begin_with("begin isolation level repeatable read, read only");
                Tx::Pg(in_time(begun).await?)
            }
        })
    }

    pub(super) async fn begin_write(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite { write, .. } => match write.begin_with("begin immediate").await {
                Ok(tx) => Tx::Sqlite(tx),
                Err(error) => {
                    let error = StoreError::from(error);
                    // A file opened while it was read-only stays so for this connection.
                    if matches!(error, StoreError::ReadOnly) {
                        write.acquire().await?.close().await?;
                    }
                    return Err(error);
                }
            },
            Self::Pg(pool) => {
                let mut tx = in_time(pool.begin()).await?;
                // The queue at which the writers of all nodes stand, as SQLite's write lock is.
                let queue = sqlx::query("select pg_advisory_xact_lock(hashtext(current_schema()))");
                in_time(queue.execute(&mut *tx)).await?;
                Tx::Pg(tx)
            }
        })
    }

    pub(super) async fn close(&self) {
        match self {
            Self::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Self::Pg(pool) => pool.close().await,
        }
    }
}

/// A transaction on either database.
pub(super) enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Pg(Transaction<'static, Postgres>),
}

impl Tx {
    pub(super) async fn all<R: Row>(&mut self, query: Q) -> Result<Vec<R>, StoreError> {
        match self {
            Self::Sqlite(tx) => {
                let (sql, arguments) = query.split::<SqliteArguments>()?;
                Ok(sqlx::query_as_with(sql, arguments)
                    .fetch_all(&mut **tx)
                    .await?)
            }
            Self::Pg(tx) => {
                let (sql, arguments) = query.split::<PgArguments>()?;
                let query = sqlx::query_as_with(sql, arguments);
                Ok(in_time(query.fetch_all(&mut **tx)).await?)
            }
        }
    }

    pub(super) async fn optional<R: Row>(&mut self, query: Q) -> Result<Option<R>, StoreError> {
        Ok(self.all(query).await?.into_iter().next())
    }

    /// Runs a statement and returns how many rows it touched.
    pub(super) async fn exec(&mut self, query: Q) -> Result<u64, StoreError> {
        match self {
            Self::Sqlite(tx) => {
                let (sql, arguments) = query.split::<SqliteArguments>()?;
                let done = sqlx::query_with(sql, arguments).execute(&mut **tx).await?;
                Ok(done.rows_affected())
            }
            Self::Pg(tx) => {
                let (sql, arguments) = query.split::<PgArguments>()?;
                let query = sqlx::query_with(sql, arguments);
                let done = in_time(query.execute(&mut **tx)).await?;
                Ok(done.rows_affected())
            }
        }
    }

    /// Makes the changes lasting; on PostgreSQL the other nodes hear of it.
    ///
    /// # Errors
    /// [`StoreError::Unsure`] when they may be lasting although nobody said so.
    pub(super) async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await.map_err(StoreError::of_commit),
            Self::Pg(mut tx) => {
                let notify = sqlx::query("select pg_notify('candor', '')");
                in_time(notify.execute(&mut *tx)).await?;
                in_time(tx.commit()).await.map_err(StoreError::of_commit)
            }
        }
    }
}

/// Makes an absent database file readable by its owner only; SQLite's own companions take its mode.
fn create_private(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::OpenOptionsExt;
    let made = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    match made {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(StoreError::Location(format!(
            "{} cannot be created: {error}",
            path.display()
        ))),
    }
}

impl Type<Sqlite> for Ts {
    fn type_info() -> SqliteTypeInfo {
        <i64 as Type<Sqlite>>::type_info()
    }

    // The column is declared TIMESTAMPTZ, which the driver takes for text; the value is an integer.
    fn compatible(_: &SqliteTypeInfo) -> bool {
        true
    }
}

impl Encode<'_, Sqlite> for Ts {
    fn encode_by_ref(&self, buffer: &mut SqliteArgumentsBuffer) -> Result<IsNull, BoxDynError> {
        <i64 as Encode<'_, Sqlite>>::encode(self.micros(), buffer)
    }
}

impl<'r> Decode<'r, Sqlite> for Ts {
    fn decode(value: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
        <i64 as Decode<'r, Sqlite>>::decode(value).map(Self::from_micros)
    }
}

impl Type<Postgres> for Ts {
    fn type_info() -> sqlx::postgres::PgTypeInfo {
        <OffsetDateTime as Type<Postgres>>::type_info()
    }
}

impl Encode<'_, Postgres> for Ts {
    fn encode_by_ref(
        &self,
        buffer: &mut sqlx::postgres::PgArgumentBuffer,
    ) -> Result<IsNull, BoxDynError> {
        let at = OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.micros()) * 1000)?;
        <OffsetDateTime as Encode<'_, Postgres>>::encode(at, buffer)
    }
}

impl<'r> Decode<'r, Postgres> for Ts {
    fn decode(value: sqlx::postgres::PgValueRef<'r>) -> Result<Self, BoxDynError> {
        let at = <OffsetDateTime as Decode<'r, Postgres>>::decode(value)?;
        let micros = i64::try_from(at.unix_timestamp_nanos().div_euclid(1000))?;
        Ok(Self::from_micros(micros))
    }
}
