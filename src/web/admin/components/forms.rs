//! The forms of one component or group: added, changed.

use axum::http::Uri;

use super::component_form::{read_component, read_group, read_new_group};
use super::find::find_current;
use crate::app::component_version;
use crate::domain::ComponentId;
use crate::urls::admin as urls;
use crate::views::staff::{self, ComponentForm, Done, Section, Subject, Values, component_values};
use crate::web::admin::form::{Fields, Outcome, Parsed, Redisplay, submit};
use crate::web::admin::{Answer, Id, Sent, StaffRequest, html};

/// What a form is about.
#[derive(Clone, Copy)]
enum About<'a> {
    NewComponent,
    NewGroup,
    Existing(&'a ComponentId),
}

/// Shows the form of a new component, in the group that the address names.
pub(super) async fn new_form(request: StaffRequest, uri: Uri) -> Answer {
    let redisplay = Redisplay::of(Fields::of_query(&uri).typed());
    page(&request, About::NewComponent, redisplay).await
}

/// Adds a component.
pub(super) async fn create(Sent(request, fields): Sent) -> Answer {
    let form = read_component(&fields, request.site());
    let deed = async |new| {
        let (app, who, idempotency_key) = (
            request.app(),
            request.actor(),
            request.idempotency_key(&fields),
        );
        let made = app
            .create_component(who, new, idempotency_key.as_ref())
            .await?;
        let path = urls::component_in_list(&made.id);
        Ok(Outcome::done(&path, Done::ComponentAdded))
    };
    let page = async |redisplay| page(&request, About::NewComponent, redisplay).await;
    submit(&request, &fields, form, deed, page).await
}

/// Shows the form of a new group.
pub(super) async fn new_group_form(request: StaffRequest) -> Answer {
    let redisplay = Redisplay::of(Values::default());
    page(&request, About::NewGroup, redisplay).await
}

/// Makes a group of components that had none.
pub(super) async fn create_group(Sent(request, fields): Sent) -> Answer {
    let form = Parsed::Value(read_new_group(&fields, request.site()));
    let deed = async |new| {
        let (app, who, idempotency_key) = (
            request.app(),
            request.actor(),
            request.idempotency_key(&fields),
        );
        let made = app.create_group(who, new, idempotency_key.as_ref()).await?;
        let path = urls::component_in_list(&made.id);
        Ok(Outcome::done(&path, Done::GroupMade))
    };
    let page = async |redisplay| page(&request, About::NewGroup, redisplay).await;
    submit(&request, &fields, form, deed, page).await
}

/// Shows the form of a component or group.
pub(super) async fn edit_form(request: StaffRequest, Id(id): Id<ComponentId>) -> Answer {
    let components = request.components().await?;
    let values = component_values(find_current(&components, &id)?);
    page(&request, About::Existing(&id), Redisplay::of(values)).await
}

/// Changes a component or group. If somebody else changed it in between, both versions are shown and nothing typed is
/// lost.
pub(super) async fn edit(Sent(request, fields): Sent, Id(id): Id<ComponentId>) -> Answer {
    let id = &id;
    let components = request.components().await?;
    let is_group = find_current(&components, id)?.is_group();
    let (app, who) = (request.app(), request.actor());
    let page = async |redisplay| page(&request, About::Existing(id), redisplay).await;
    if is_group {
        let form = Parsed::Value(read_group(&fields, request.site()));
        let deed = async |edit| {
            app.edit_group(who, id, edit).await?;
            let path = urls::component_in_list(id);
            Ok(Outcome::done(&path, Done::ComponentChanged))
        };
        return submit(&request, &fields, form, deed, page).await;
    }
    let deed = async |edit| {
        app.edit_component(who, id, edit).await?;
        Ok(Outcome::done(&urls::component(id), Done::ComponentChanged))
    };
    let form = read_component(&fields, request.site());
    submit(&request, &fields, form, deed, page).await
}

async fn page(request: &StaffRequest, about: About<'_>, redisplay: Redisplay) -> Answer {
    let components = request.components().await?;
    let subject = match about {
        About::NewComponent => Subject::NewComponent,
        About::NewGroup => Subject::NewGroup,
        About::Existing(id) => Subject::Existing(find_current(&components, id)?),
    };
    let words = request.site().words;
    let title = match subject {
        Subject::NewComponent => words.say("component-add"),
        Subject::NewGroup => words.say("group-new"),
        Subject::Existing(component) => component.name.clone(),
    };
    let there = subject.existing();
    let shown = ComponentForm {
        components: &components,
        subject,
        version: &redisplay.version(there.map(component_version).unwrap_or_default()),
        theirs: there.filter(|_| redisplay.is_stale()).map(component_values),
        values: &redisplay.values,
        problems: redisplay.problems,
    };
    let frame = request.frame(&title, Section::Components);
    let page = staff::component_form(frame, request.site(), shown);
    Ok(html(redisplay.status, page))
}
