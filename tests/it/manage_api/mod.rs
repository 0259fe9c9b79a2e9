//! The manage API: `/v1`.

mod bounds;
mod document;
mod errors;
mod idempotency;
mod leniency;
mod lists;
mod malformed;
mod naming;
mod rate;
mod roles;
mod story;
mod versions;

use candor::domain::Role;
use serde_json::{Value, json};

use crate::support::{Client, Reply, TestApp};

/// A program with a token; its paths begin at the page.
pub(crate) struct Api<'a> {
    pub(crate) client: Client<'a>,
    page: String,
}

/// Makes a program with a token of this role.
pub(crate) async fn api(t: &TestApp, role: Role) -> Api<'_> {
    let page = t.app.show_page(&t.owner()).await.expect("a page");
    Api {
        client: t.token(role).await,
        page: format!("/v1/pages/{}", page.id),
    }
}

impl Api<'_> {
    pub(crate) fn path(&self, rest: &str) -> String {
        match rest {
            "" => self.page.clone(),
            rest => format!("{}/{rest}", self.page),
        }
    }

    pub(crate) async fn get(&self, rest: &str) -> Reply {
        self.client.get(&self.path(rest)).await
    }

    pub(crate) async fn post(&self, rest: &str, body: Value) -> Reply {
        self.client.post(&self.path(rest), body).await
    }

    pub(crate) async fn patch(&self, rest: &str, body: Value) -> Reply {
        self.client.patch(&self.path(rest), body).await
    }

    pub(crate) async fn put(&self, rest: &str, body: Value) -> Reply {
        self.client.put(&self.path(rest), body).await
    }

    pub(crate) async fn delete(&self, rest: &str) -> Reply {
        self.client.delete(&self.path(rest)).await
    }

    /// Makes a component and returns its id.
    pub(crate) async fn component(&self, name: &str) -> String {
        let body = json!({ "component": { "name": name } });
        id_of(&made(&self.post("components", body).await))
    }

    /// Makes a group of components and returns its id.
    pub(crate) async fn group(&self, name: &str, members: &[&str]) -> String {
        let body = json!({ "component_group": { "name": name, "components": members } });
        id_of(&made(&self.post("component-groups", body).await))
    }

    /// Opens an incident and returns it.
    pub(crate) async fn incident(&self, fields: Value) -> Value {
        let body = json!({ "incident": fields });
        made(&self.post("incidents", body).await)
    }

    /// Opens an incident and returns its path after the page's.
    pub(crate) async fn incident_path(&self, fields: Value) -> String {
        format!("incidents/{}", id_of(&self.incident(fields).await))
    }
}

pub(crate) fn made(reply: &Reply) -> Value {
    assert_eq!(reply.status(), 201, "{}", reply.text());
    reply.json()
}

/// The object of a 200.
pub(crate) fn ok(reply: &Reply) -> Value {
    assert_eq!(reply.status(), 200, "{}", reply.text());
    reply.json()
}

/// The texts of a 422.
pub(crate) fn refused(reply: &Reply) -> Vec<String> {
    assert_eq!(reply.status(), 422, "{}", reply.text());
    let body = reply.json();
    assert!(body["message"].is_string());
    let texts = body["error"].as_array().expect("a list of texts");
    texts
        .iter()
        .map(|text| text.as_str().expect("a text").to_owned())
        .collect()
}

pub(crate) fn id_of(object: &Value) -> String {
    object["id"].as_str().expect("an id").to_owned()
}

/// One field of each object of a list.
pub(crate) fn each<'a>(list: &'a Value, field: &str) -> Vec<&'a str> {
    list.as_array()
        .expect("a list")
        .iter()
        .map(|one| one[field].as_str().unwrap_or("-"))
        .collect()
}
