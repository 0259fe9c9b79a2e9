//! Opening a database: fresh, newer, damaged, unreachable.

use candor::store::{Location, Store, StoreError};
use sqlx::{Connection, SqliteConnection};

use crate::support::TestDatabase;

#[tokio::test]
async fn a_fresh_file_is_private_and_opens_again() {
    let database = TestDatabase::new().await;
    if !database.is_sqlite() {
        return;
    }
    let store = database.open().await;
    store.close().await;
    let path = database.dir().join("candor.db");
    let mode = std::os::unix::fs::MetadataExt::mode(&std::fs::metadata(&path).expect("a file"));
    assert_eq!(mode & 0o777, 0o600);
    database.open().await.close().await;
}

#[tokio::test]
async fn a_newer_database_is_named_and_left_alone() {
    let database = TestDatabase::new().await;
    if !database.is_sqlite() {
        return;
    }
    database.open().await.close().await;
    let mut raw = SqliteConnection::connect(&database.url)
        .await
        .expect("opens");
    sqlx::query(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
         values (9999, 'future', true, x'00', 0)",
    )
    .execute(&mut raw)
    .await
    .expect("a step of the future");
    raw.close().await.expect("closed");
    let before = std::fs::read(database.dir().join("candor.db")).expect("bytes");
    let location = Location::parse(&database.url).expect("a location");
    let opened = Store::open(&location).await;
    assert!(matches!(
        opened.err(),
        Some(StoreError::Newer { version: 9999 })
    ));
    let after = std::fs::read(database.dir().join("candor.db")).expect("bytes");
    assert!(before == after, "the file is as it was");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_named_and_left_alone() {
    let database = TestDatabase::new().await;
    let path = database.dir().join("notes.txt");
    let text = "these are my notes, and they are longer than a header of a database. ".repeat(20);
    std::fs::write(&path, &text).expect("written");
    let opened = Store::open(&Location::Sqlite(path.clone())).await;
    let error = opened.err().expect("refused");
    assert!(matches!(error, StoreError::Damaged(_)), "{error:?}");
    assert_eq!(std::fs::read_to_string(&path).expect("text"), text);
}

#[tokio::test]
async fn a_folder_that_does_not_exist_is_named() {
    let location = Location::Sqlite("/nonexistent/folder/candor.db".into());
    let error = Store::open(&location).await.err().expect("refused");
    assert!(
        error.to_string().contains("/nonexistent/folder/candor.db"),
        "{error}"
    );
}

#[tokio::test]
async fn a_lock_on_the_folder_holds_no_start_up_and_one_on_our_own_file_not_for_ever() {
    let database = TestDatabase::new().await;
    if !database.is_sqlite() {
        return;
    }
    let folder = std::fs::File::open(database.dir()).expect("a folder");
    folder.lock().expect("locked");
    let location = Location::parse(&database.url).expect("a location");
    let within = |opening| tokio::time::timeout(std::time::Duration::from_secs(15), opening);
    let opened = within(Store::open(&location)).await.expect("no waiting");
    opened.expect("opened").close().await;

    let turn = std::fs::File::open(database.dir().join("candor.db-turn")).expect("our file");
    turn.lock().expect("locked");
    let refused = within(Store::open(&location)).await.expect("an end");
    assert!(matches!(refused.err(), Some(StoreError::Busy)));
    turn.unlock().expect("unlocked");
    let opened = within(Store::open(&location)).await.expect("no waiting");
    opened.expect("opened").close().await;
}
