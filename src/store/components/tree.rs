//! Components and groups.

use crate::domain::{Component, ComponentId, ComponentStatus, GroupDisplay, Placement, Ts};
use crate::store::db::{Arg, ROWS, q};
use crate::store::error::stored;
use crate::store::sound::sound;
use crate::store::{Read, StoreError, Write};

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
    display: String,
    start_date: Option<String>,
    archived_at: Option<Ts>,
    created_at: Ts,
    updated_at: Ts,
    revision: i64,
}

impl TryFrom<ComponentRow> for Component {
    type Error = StoreError;

    fn try_from(row: ComponentRow) -> Result<Self, StoreError> {
        let id = &row.id;
        let place = match (row.is_group, &row.group_id) {
            (true, _) => Placement::Group,
            (false, None) => Placement::TopLevel,
            (false, Some(group)) => Placement::In(stored(
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
            display: stored(
                GroupDisplay::parse(&row.display),
                "components",
                "display",
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
            revision: row.revision,
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
                        showcase, only_show_if_degraded, display, start_date, archived_at, created_at,
                        updated_at, revision
                   from components
                  order by position, seq, id",
            ))
            .await?;
        Ok(sound(rows))
    }

    /// Returns components and the groups that they are in, by position and order of storing.
    pub async fn list_components_by_id<'a>(
        &mut self,
        ids: impl IntoIterator<Item = &'a ComponentId>,
    ) -> Result<Vec<Component>, StoreError> {
        let rows: Vec<ComponentRow> = self
            .tx
            .all(
                q("select id, is_group, group_id, name, description, status, position, seq, hidden,
                          showcase, only_show_if_degraded, display, start_date, archived_at, created_at,
                          updated_at, revision
                     from components
                    where id in ({ids})
                       or id in (select group_id from components where id in ({ids}))
                    order by position, seq, id")
                .push_in(ids.into_iter().map(ComponentId::as_str)),
            )
            .await?;
        Ok(sound(rows))
    }
}

fn row(component: &Component) -> Vec<Arg> {
    vec![
        component.id.as_str().into(),
        component.is_group().into(),
        component.group_id().map(ComponentId::as_str).into(),
        component.name.as_str().into(),
        component.description.as_deref().into(),
        component.status.as_str().into(),
        component.position.into(),
        component.seq.into(),
        component.hidden.into(),
        component.showcase.into(),
        component.only_show_if_degraded.into(),
        component.display.as_str().into(),
        component.start_date.as_deref().into(),
        component.archived_at.into(),
        component.created_at.into(),
        component.updated_at.into(),
    ]
}

impl Write {
    /// Stores a component, or its new state when it is stored already.
    pub async fn save_component(&mut self, component: &Component) -> Result<(), StoreError> {
        self.save_components([component]).await
    }

    /// Stores components, or their new states: one statement for each `ROWS`. Raises the revision of each
    /// component whose form shows something else.
    pub async fn save_components<'a>(
        &mut self,
        all: impl IntoIterator<Item = &'a Component>,
    ) -> Result<(), StoreError> {
        let mut all = all.into_iter().peekable();
        while all.peek().is_some() {
            let rows = all.by_ref().take(ROWS).map(row);
            self.tx
                .exec(
                    q("insert into components (id, is_group, group_id, name, description, status,
                                               position, seq, hidden, showcase, only_show_if_degraded,
                                               display, start_date, archived_at, created_at, updated_at)
                       values {rows}
                       on conflict (id) do update
                          set is_group = excluded.is_group, group_id = excluded.group_id,
                              name = excluded.name, description = excluded.description,
                              status = excluded.status, position = excluded.position,
                              seq = excluded.seq, hidden = excluded.hidden,
                              showcase = excluded.showcase,
                              only_show_if_degraded = excluded.only_show_if_degraded,
                              display = excluded.display, start_date = excluded.start_date,
                              archived_at = excluded.archived_at,
                              created_at = excluded.created_at, updated_at = excluded.updated_at,
                              revision = components.revision + case
                                  when (components.is_group, components.group_id, components.name,
                                        components.description, components.showcase,
                                        components.only_show_if_degraded, components.start_date,
                                        components.hidden, components.display)
                                    is not distinct from
                                       (excluded.is_group, excluded.group_id, excluded.name,
                                        excluded.description, excluded.showcase,
                                        excluded.only_show_if_degraded, excluded.start_date,
                                        excluded.hidden, excluded.display)
                                  then 0 else 1 end")
                    .push_rows(rows),
                )
                .await?;
        }
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
