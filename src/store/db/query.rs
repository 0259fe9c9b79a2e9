//! A query as data: one text for both databases, and its arguments.

use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Arguments, AssertSqlSafe, Encode, FromRow, SqlSafeStr, Type};

use crate::domain::Ts;

/// Rows that one statement stores: few enough for the 32,766 arguments that SQLite takes.
pub(in crate::store) const ROWS: usize = 500;

/// A value bound to a query; typed, so that PostgreSQL knows what a null is.
#[derive(Debug, Clone)]
pub(in crate::store) enum Arg {
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
pub(in crate::store) struct Q {
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
pub(in crate::store) fn q(text: &'static str) -> Q {
    Q {
        sql: Sql::Fixed(text),
        args: Vec::new(),
    }
}

impl Q {
    /// Binds the next placeholder.
    pub(in crate::store) fn bind(mut self, value: impl Into<Arg>) -> Self {
        self.args.push(value.into());
        self
    }

    /// Puts a list of ids where the text says `{ids}`; an empty list matches nothing.
    pub(in crate::store) fn push_in<'a>(mut self, ids: impl IntoIterator<Item = &'a str>) -> Self {
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

    /// Puts rows of values where the text says `{rows}`; there must be at least one row.
    pub(in crate::store) fn push_rows(mut self, rows: impl IntoIterator<Item = Vec<Arg>>) -> Self {
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

    pub(super) fn split<A>(self) -> Result<(sqlx::SqlStr, A), sqlx::Error>
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
pub(in crate::store) trait Row:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{
}

impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{}
