//! A database as SQL text that can be read, compared and loaded.

use std::fmt::Write;
use std::process::Command;

use sqlx::{AssertSqlSafe, Connection, Row, SqliteConnection};

use crate::support::TestDatabase;

/// Writes tables, rows and indexes.
pub(super) async fn text(database: &TestDatabase) -> String {
    if database.is_sqlite() {
        of_sqlite(&database.url).await
    } else {
        of_postgres(&database.url)
    }
}

async fn of_sqlite(url: &str) -> String {
    let mut raw = SqliteConnection::connect(url).await.expect("opens");
    let mut text = "pragma foreign_keys = off;\nbegin;\n".to_owned();
    let made = "select type, name, sql from sqlite_master
                 where sql is not null order by type = 'index', name";
    for row in sqlx::query(made).fetch_all(&mut raw).await.expect("tables") {
        let (kind, name, sql): (String, String, String) = (row.get(0), row.get(1), row.get(2));
        writeln!(text, "\n{sql};").expect("written");
        if kind == "table" {
            for line in rows(&mut raw, &name).await {
                writeln!(text, "{line}").expect("written");
            }
        }
    }
    text + "\ncommit;\n"
}

/// One statement a row.
async fn rows(raw: &mut SqliteConnection, table: &str) -> Vec<String> {
    let columns = format!("select name from pragma_table_info('{table}') order by cid");
    let columns: Vec<String> = sqlx::query(AssertSqlSafe(columns))
        .fetch_all(&mut *raw)
        .await
        .expect("columns")
        .iter()
        .map(|row| format!("quote({})", row.get::<String, _>(0)))
        .collect();
    let all = format!(
        "select 'insert into {table} values(' || {} || ');' from {table} order by rowid",
        columns.join(" || ',' || ")
    );
    sqlx::query(AssertSqlSafe(all))
        .fetch_all(raw)
        .await
        .expect("rows")
        .iter()
        .map(|row| row.get(0))
        .collect()
}

/// As `pg_dump` writes it, without the name of the test's schema.
fn of_postgres(url: &str) -> String {
    let bin = std::env::var("CANDOR_TEST_POSTGRES_BIN").expect("PostgreSQL's programs");
    let (server, schema) = url
        .split_once("options=-c%20search_path%3D")
        .expect("a test's own schema");
    let server = server.trim_end_matches(['?', '&']);
    let output = Command::new(format!("{bin}/pg_dump"))
        .args([
            "--inserts",
            "--no-owner",
            "--no-privileges",
            "--schema",
            schema,
        ])
        .arg(server)
        .output()
        .expect("it runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    // What is set before the tables is for psql, and would change the search path.
    let tables = text.find("CREATE TABLE").expect("tables");
    let end = text.rfind("\n--\n-- PostgreSQL database dump complete");
    let text = text[tables..end.unwrap_or(text.len())].replace(&format!("{schema}."), "");
    let statements = text.split("\n--\n-- ").map(|part| {
        let named = part.split_once("Owner: -\n--\n");
        named.map_or(part, |(_, statements)| statements).trim()
    });
    statements.collect::<Vec<_>>().join("\n\n") + "\n"
}
