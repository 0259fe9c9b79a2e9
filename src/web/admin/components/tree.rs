//! The tree of components, and its order.

use axum::http::{StatusCode, Uri};

use crate::domain::components::order::MoveTo;
use crate::domain::{ComponentId, Permission};
use crate::urls::admin as urls;
use crate::views::staff::{self, Done, Section, Tree};
use crate::web::admin::form::{Fields, press};
use crate::web::admin::{AdminError, Answer, Id, Sent, StaffRequest, html, see_other};

/// Shows the tree.
pub(super) async fn list(request: StaffRequest, uri: Uri) -> Answer {
    let query = Fields::of_query(&uri);
    let at = query.get("at").and_then(ComponentId::parse);
    let components = request.components().await?;
    let shown = Tree {
        components: &components,
        query: query.search()?,
        at: at.as_ref(),
        pressed: query.text("by"),
        is_open: query.text("open") == "all",
        may_run: request.may(Permission::RunIncident),
        may_manage: request.may(Permission::ManagePage),
    };
    let title = request.site().words.say("nav-components");
    let frame = request.frame(&title, Section::Components);
    let page = staff::components(&frame, request.site(), &shown);
    Ok(html(StatusCode::OK, page))
}

/// Where a component is to go, by the button that was pressed.
struct MoveForm<'a> {
    to: Option<MoveTo>,
    pressed: &'static str,
    /// What the tree was searched for.
    query: Option<&'a str>,
}

impl<'a> MoveForm<'a> {
    fn read(fields: &'a Fields) -> Self {
        let position = fields
            .non_blank("position")
            .and_then(|text| text.parse().ok());
        let (to, pressed) = match fields.text("to") {
            "up" => (Some(MoveTo::Up), "up"),
            "down" => (Some(MoveTo::Down), "down"),
            _ => (position.map(MoveTo::Position), "position"),
        };
        Self {
            to,
            pressed,
            query: fields.non_blank("q"),
        }
    }

    /// Returns the tree with the button that was pressed.
    fn return_to(&self, id: &ComponentId) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        if let Some(text) = self.query {
            query.append_pair("q", text);
        }
        query.append_pair("at", id.as_str());
        query.append_pair("by", self.pressed);
        format!("{}?{}#moved", urls::COMPONENTS, query.finish())
    }
}

/// Moves a component or group up, down or to a position, and leads back to the button that was pressed.
pub(super) async fn move_one(Sent(request, fields): Sent, Id(id): Id<ComponentId>) -> Answer {
    let form = MoveForm::read(&fields);
    let return_to = form.return_to(&id);
    let Some(to) = form.to else {
        return Ok(see_other(&return_to));
    };
    let moved = request.app().move_component(request.actor(), &id, to);
    press(&fields, &return_to, Done::ComponentMoved, moved).await
}

/// Puts the members of a group, or of the top level, into the order to which they were dragged.
pub(super) async fn reorder(Sent(request, fields): Sent) -> Answer {
    if fields.is_resumed() {
        return Ok(see_other(urls::COMPONENTS));
    }
    let parent = match fields.non_blank("parent").map(ComponentId::parse) {
        Some(None) => return Err(AdminError::NOT_FOUND),
        parent => parent.flatten(),
    };
    let order = fields.ids("order");
    let who = request.actor();
    let ordered = request.app().reorder(who, parent.as_ref(), &order);
    press(&fields, urls::COMPONENTS, Done::ComponentMoved, ordered).await
}
