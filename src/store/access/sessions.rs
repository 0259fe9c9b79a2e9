//! Sessions of staff, and the addresses from which they signed in before.

use crate::domain::access::session::known_since;
use crate::domain::{PersonId, Session, SessionId, Ts};
use crate::store::db::q;
use crate::store::error::stored;
use crate::store::sound::sound;
use crate::store::{Read, StoreError, Write};

#[derive(sqlx_macros::FromRow)]
struct SessionRow {
    id: String,
    user_id: String,
    awaits_code: bool,
    address: String,
    agent: String,
    created_at: Ts,
    seen_at: Ts,
}

impl TryFrom<SessionRow> for Session {
    type Error = StoreError;

    fn try_from(row: SessionRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: stored(SessionId::parse(&row.id), "sessions", "id", &row.id)?,
            person_id: stored(
                PersonId::parse(&row.user_id),
                "sessions",
                "user_id",
                &row.id,
            )?,
            awaits_code: row.awaits_code,
            address: row.address,
            agent: row.agent,
            created_at: row.created_at,
            seen_at: row.seen_at,
        })
    }
}

#[derive(sqlx_macros::FromRow)]
struct CountOfRow {
    user_id: String,
    count: i64,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, user_id, awaits_code, address, agent, created_at, seen_at
               from sessions ",
            $rest
        )
    };
}

impl Read {
    /// Finds a session by the hash of its token, whatever its age.
    pub async fn find_session(&mut self, token_hash: &str) -> Result<Option<Session>, StoreError> {
        let row: Option<SessionRow> = self
            .tx
            .optional(q(select!("where token_hash = $1")).bind(token_hash))
            .await?;
        row.map(Session::try_from).transpose()
    }

    /// Returns somebody's sessions, the one seen last first. At most 100.
    pub async fn list_sessions(&mut self, person: &PersonId) -> Result<Vec<Session>, StoreError> {
        let rows: Vec<SessionRow> = self
            .tx
            .all(
                q(select!(
                    "where user_id = $1 and not awaits_code order by seen_at desc, id limit 100"
                ))
                .bind(person.as_str()),
            )
            .await?;
        Ok(sound(rows))
    }

    /// Returns how many sessions begun and seen after these instants each person has; whoever has none is
    /// not in the list.
    pub async fn count_sessions(
        &mut self,
        begun_after: Ts,
        seen_after: Ts,
    ) -> Result<Vec<(PersonId, i64)>, StoreError> {
        let rows: Vec<CountOfRow> = self
            .tx
            .all(
                q("select user_id, count(*) as count from sessions
                    where not awaits_code and created_at > $1 and seen_at > $2
                    group by user_id order by user_id")
                .bind(begun_after)
                .bind(seen_after),
            )
            .await?;
        rows.into_iter()
            .map(|row| {
                let person = stored(
                    PersonId::parse(&row.user_id),
                    "sessions",
                    "user_id",
                    &row.user_id,
                )?;
                Ok((person, row.count))
            })
            .collect()
    }

    /// Says whether somebody signed in from an address in the last 90 days.
    pub async fn is_known_peer(
        &mut self,
        person: &PersonId,
        address: &str,
        now: Ts,
    ) -> Result<bool, StoreError> {
        let count = self
            .tx
            .count(
                q("select count(*) as count from known_peers
                    where user_id = $1 and address = $2 and seen_at >= $3")
                .bind(person.as_str())
                .bind(address)
                .bind(known_since(now)),
            )
            .await?;
        Ok(count > 0)
    }
}

impl Write {
    /// Stores a session under the hash of its token.
    pub async fn insert_session(
        &mut self,
        session: &Session,
        token_hash: &str,
    ) -> Result<(), StoreError> {
        self.tx
            .exec(
                q(
                    "insert into sessions (token_hash, id, user_id, awaits_code, address, agent,
                                         created_at, seen_at)
                   values ($1, $2, $3, $4, $5, $6, $7, $8)",
                )
                .bind(token_hash)
                .bind(session.id.as_str())
                .bind(session.person_id.as_str())
                .bind(session.awaits_code)
                .bind(session.address.as_str())
                .bind(session.agent.as_str())
                .bind(session.created_at)
                .bind(session.seen_at),
            )
            .await?;
        Ok(())
    }

    /// Ends one session of somebody. Returns how many there were.
    pub async fn delete_session(
        &mut self,
        person: &PersonId,
        id: &SessionId,
    ) -> Result<u64, StoreError> {
        self.tx
            .exec(
                q("delete from sessions where user_id = $1 and id = $2")
                    .bind(person.as_str())
                    .bind(id.as_str()),
            )
            .await
    }

    /// Ends all sessions of somebody, but one if it is named. Returns how many ended.
    pub async fn delete_sessions(
        &mut self,
        person: &PersonId,
        but: Option<&SessionId>,
    ) -> Result<u64, StoreError> {
        self.tx
            .exec(
                q("delete from sessions where user_id = $1 and id <> $2")
                    .bind(person.as_str())
                    .bind(but.map_or("", SessionId::as_str)),
            )
            .await
    }

    /// Ends the sessions that began or were seen too long ago.
    pub async fn delete_old_sessions(
        &mut self,
        begun_before: Ts,
        seen_before: Ts,
    ) -> Result<(), StoreError> {
        self.tx
            .exec(
                q("delete from sessions where created_at < $1 or seen_at < $2")
                    .bind(begun_before)
                    .bind(seen_before),
            )
            .await?;
        Ok(())
    }

    /// Remembers that somebody signed in from an address, and forgets old ones.
    pub async fn remember_peer(
        &mut self,
        person: &PersonId,
        address: &str,
        now: Ts,
    ) -> Result<(), StoreError> {
        self.tx
            .exec(q("delete from known_peers where seen_at < $1").bind(known_since(now)))
            .await?;
        self.tx
            .exec(
                q(
                    "insert into known_peers (user_id, address, seen_at) values ($1, $2, $3)
                   on conflict (user_id, address) do update set seen_at = excluded.seen_at",
                )
                .bind(person.as_str())
                .bind(address)
                .bind(now),
            )
            .await?;
        Ok(())
    }
}
