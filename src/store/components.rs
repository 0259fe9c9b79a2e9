//! Components and groups.

use super::db::q;
use super::error::stored;
use super::{Read, StoreError, Write};
use crate::domain::{Component, ComponentId, ComponentStatus, Place, Ts};

#[derive(sqlx_macros::FromRow)]
#[expect(clippy::struct_excessive_bools, reason = "a row is as its table is")]
struct ComponentRow {
    id: String,
    is_group: bool,
    group_id: Option<String>,
    name: String,
    description: Option<String>,
    status: String,
    position: i64,
    seq: i64,
    hidden: bool,
    showcase: bool,
    only_show_if_degraded: bool,
    start_date: Option<String>,
    archived_at: Option<Ts>,
    created_at: Ts,
    updated_at: Ts,
}

impl TryFrom<ComponentRow> for Component {
    type Error = StoreError;

    fn try_from(row: ComponentRow) -> Result<Self, StoreError> {
        let id = &row.id;
        let place = match (row.is_group, &row.group_id) {
            (true, _) => Place::Group,
            (false, None) => Place::TopLevel,
            (false, Some(group)) => Place::In(stored(
                ComponentId::parse(group),
                "components",
                "group_id",
                id,
            )?),
        };
        Ok(Self {
            id: stored(ComponentId::parse(id), "components", "id", id)?,
            place,
            status: stored(
                ComponentStatus::parse(&row.status),
                "components",
                "status",
                id,
            )?,
            name: row.name,
            description: row.description,
            position: row.position,
            seq: row.seq,
            hidden: row.hidden,
            showcase: row.showcase,
            only_show_if_degraded: row.only_show_if_degraded,
            start_date: row.start_date,
            archived_at: row.archived_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

impl Read {
    /// Returns every component and group, archived ones too, by position and order of storing.
    pub async fn list_components(&mut self) -> Result<Vec<Component>, StoreError> {
        let rows: Vec<ComponentRow> = self
            .tx
            .all(q(
                "select id, is_group, group_id, name, description, status, position, seq, hidden,
                        showcase, only_show_if_degraded, start_date, archived_at, created_at, updated_at
                   from components
                  order by position, seq, id",
            ))
            .await?;
        rows.into_iter().map(Component::try_from).collect()
    }
}

impl Write {
    /// Stores a component, or its new state when it is stored already.
    pub async fn save_component(&mut self, it: &Component) -> Result<(), StoreError> {
        self.tx
            .exec(
                q("insert into components (id, is_group, group_id, name, description, status, position,
                                           seq, hidden, showcase, only_show_if_degraded, start_date,
                                           archived_at, created_at, updated_at)
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
                   on conflict (id) do update
                      set is_group = excluded.is_group, group_id = excluded.group_id,
                          name = excluded.name, description = excluded.description,
                          status = excluded.status, position = excluded.position,
                          seq = excluded.seq, hidden = excluded.hidden,
                          showcase = excluded.showcase,
                          only_show_if_degraded = excluded.only_show_if_degraded,
                          start_date = excluded.start_date, archived_at = excluded.archived_at,
                          created_at = excluded.created_at, updated_at = excluded.updated_at")
                .bind(it.id.as_str())
                .bind(it.is_group())
                .bind(it.group_id().map(ComponentId::as_str))
                .bind(it.name.as_str())
                .bind(it.description.as_deref())
                .bind(it.status.as_str())
                .bind(it.position)
                .bind(it.seq)
                .bind(it.hidden)
                .bind(it.showcase)
                .bind(it.only_show_if_degraded)
                .bind(it.start_date.as_deref())
                .bind(it.archived_at)
                .bind(it.created_at)
                .bind(it.updated_at),
            )
            .await?;
        Ok(())
    }

    /// Removes a group whose members are gone. Components are archived instead.
    pub async fn delete_group(&mut self, id: &ComponentId) -> Result<(), StoreError> {
        self.tx
            .exec(q("delete from components where id = $1 and is_group").bind(id.as_str()))
            .await?;
        Ok(())
    }
}
