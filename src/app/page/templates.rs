//! Deeds on templates.

use crate::app::idempotency::{Begun, IdempotencyKey};
use crate::app::{Actor, App, Error, FieldErrors, set};
use crate::domain::components::naming;
use crate::domain::happening::PageHappening;
use crate::domain::page::template::check_placeholders;
use crate::domain::problem::{ChoiceProblem, ComponentProblem, IncidentProblem, TextProblem};
use crate::domain::versions::counted;
use crate::domain::{
    ComponentId, IncidentKind, IncidentTemplate, Permission, Status, TemplateId, text,
};
use crate::store::Write;

/// Most templates of a page.
const MOST: usize = 500;

/// Longest name of the list that a template stands in, in characters.
const GROUP_ID_MAX_CHARS: usize = 64;

/// What to change on a template, or to give a new one; `None` leaves it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TemplateEdit {
    /// What it is for; a new one is for what its status is of, else for incidents.
    pub kind: Option<IncidentKind>,
    /// What staff call it.
    pub name: Option<String>,
    /// The title of what is made from it.
    pub title: Option<String>,
    /// The text of the update, Markdown with placeholders.
    pub body: Option<String>,
    /// The list that it stands in; `Some(None)` removes it.
    pub group_id: Option<Option<String>>,
    /// The state of the update; `Some(None)` leaves it open.
    pub update_status: Option<Option<Status>>,
    /// Whether subscribers are told.
    pub should_send_notifications: Option<bool>,
    /// Kept for compatibility.
    pub should_tweet: Option<bool>,
    /// The components that it chooses, in order.
    pub component_ids: Option<Vec<ComponentId>>,
    /// The version that the caller saw last; a newer one refuses the edit.
    pub seen: Option<String>,
}

impl App {
    /// Returns every template, oldest first.
    pub async fn list_templates(&self, who: &Actor) -> Result<Vec<IncidentTemplate>, Error> {
        who.allow(Permission::Read)?;
        Ok(self.store.read().await?.list_templates().await?)
    }

    /// Returns a template.
    pub async fn show_template(
        &self,
        who: &Actor,
        id: &TemplateId,
    ) -> Result<IncidentTemplate, Error> {
        who.allow(Permission::Read)?;
        Ok(self.store.read().await?.get_template(id).await?)
    }

    /// Makes a template.
    pub async fn create_template(
        &self,
        who: &Actor,
        mut new: TemplateEdit,
        key: Option<&IdempotencyKey>,
    ) -> Result<IncidentTemplate, Error> {
        who.allow(Permission::ManagePage)?;
        check(&mut new, true)?;
        let mut write = match self.begin_idempotent(key).await? {
            Begun::Now(write) => write,
            Begun::Before(id) => {
                let id = TemplateId::parse(&id).ok_or(Error::NotFound)?;
                return self.show_template(who, &id).await;
            }
        };
        if write.list_templates().await?.len() >= MOST {
            let problem = ChoiceProblem::OneTooMany { max: MOST };
            return Err(Error::invalid("template", problem));
        }
        let now = self.clock.now();
        let status = new.update_status.flatten();
        let mut template = IncidentTemplate {
            id: self.new_id(TemplateId::parse)?,
            kind: new
                .kind
                .or(status.map(Status::kind))
                .unwrap_or(IncidentKind::Incident),
            name: String::new(),
            title: String::new(),
            body: String::new(),
            group_id: None,
            update_status: None,
            should_send_notifications: true,
            should_tweet: false,
            component_ids: Vec::new(),
            created_at: now,
            updated_at: now,
            revision: 0,
        };
        apply(&mut write, &mut template, new).await?;
        write.save_template(&mut template).await?;
        self.keep_key(&mut write, key, template.id.as_str()).await?;
        self.commit(
            write,
            who,
            PageHappening::TemplateMade {
                template: &template,
            },
        )
        .await?;
        Ok(template)
    }

    /// Changes a template. Nothing is written when nothing changes.
    pub async fn edit_template(
        &self,
        who: &Actor,
        id: &TemplateId,
        mut edit: TemplateEdit,
    ) -> Result<IncidentTemplate, Error> {
        who.allow(Permission::ManagePage)?;
        check(&mut edit, false)?;
        let mut write = self.store.begin().await?;
        let before = write.get_template(id).await?;
        let seen = edit.seen.take();
        let is_stale = seen.is_some_and(|seen| seen != template_version(&before));
        let mut template = before.clone();
        apply(&mut write, &mut template, edit).await?;
        if template == before {
            return Ok(template);
        }
        if is_stale {
            return Err(Error::Stale);
        }
        template.updated_at = self.clock.now();
        write.save_template(&mut template).await?;
        let edited = PageHappening::TemplateEdited {
            before: &before,
            after: &template,
        };
        self.commit(write, who, edited).await?;
        Ok(template)
    }

    /// Removes a template; what was made from it stays.
    pub async fn delete_template(
        &self,
        who: &Actor,
        id: &TemplateId,
    ) -> Result<IncidentTemplate, Error> {
        who.allow(Permission::ManagePage)?;
        let mut write = self.store.begin().await?;
        let template = write.get_template(id).await?;
        write.delete_template(id).await?;
        self.commit(
            write,
            who,
            PageHappening::TemplateDeleted {
                template: &template,
            },
        )
        .await?;
        Ok(template)
    }
}

/// Returns what tells one state of a template from another.
pub fn template_version(template: &IncidentTemplate) -> String {
    counted(template.revision, template.updated_at)
}

fn check(edit: &mut TemplateEdit, is_new: bool) -> Result<(), Error> {
    let mut errors = FieldErrors::default();
    for (field, given) in [("name", &mut edit.name), ("title", &mut edit.title)] {
        match given {
            Some(name) => *name = errors.name(field, name),
            None if is_new => errors.add(field, TextProblem::Blank),
            None => {}
        }
    }
    match edit.body.as_deref() {
        Some(body) if body.trim().is_empty() => errors.add("body", TextProblem::Blank),
        None if is_new => errors.add("body", TextProblem::Blank),
        Some(body) => errors.check("body", text::check_body(body)),
        None => {}
    }
    for (field, given) in [("title", &edit.title), ("body", &edit.body)] {
        if let Some(given) = given {
            errors.check(field, check_placeholders(given));
        }
    }
    if let Some(Some(group)) = &edit.group_id
        && (group.chars().count() > GROUP_ID_MAX_CHARS || group.chars().any(char::is_control))
    {
        let max_chars = GROUP_ID_MAX_CHARS;
        errors.add("group_id", TextProblem::NotOneLine { max_chars });
    }
    errors.into_result()
}

async fn apply(
    write: &mut Write,
    template: &mut IncidentTemplate,
    edit: TemplateEdit,
) -> Result<(), Error> {
    set(&mut template.kind, edit.kind);
    set(&mut template.name, edit.name);
    set(&mut template.title, edit.title);
    set(&mut template.body, edit.body);
    set(&mut template.group_id, edit.group_id);
    set(&mut template.update_status, edit.update_status);
    set(
        &mut template.should_send_notifications,
        edit.should_send_notifications,
    );
    set(&mut template.should_tweet, edit.should_tweet);
    if let Some(status) = template.update_status
        && (status.kind() != template.kind || !status.may_be_posted())
    {
        let problem = match template.kind {
            IncidentKind::Incident => IncidentProblem::NotForIncidents { status },
            IncidentKind::Maintenance => IncidentProblem::NotForMaintenances { status },
        };
        return Err(Error::invalid("update_status", problem));
    }
    if let Some(ids) = edit.component_ids {
        let all = write.list_components().await?;
        let mut chosen: Vec<ComponentId> = Vec::with_capacity(ids.len());
        for id in ids {
            if !naming::has(&all, &id) {
                let name = id.as_str().into();
                let problem = ComponentProblem::NoComponent { name };
                return Err(Error::invalid("component_ids", problem));
            }
            if !chosen.contains(&id) {
                chosen.push(id);
            }
        }
        template.component_ids = chosen;
    }
    Ok(())
}
