//! A member of staff in a browser, who came in through the real door.

use std::sync::Mutex;

use axum::body::Body;
use candor::app::NewPerson;
use candor::domain::{PersonId, Role};
use http::Method;
use scraper::{Html, Selector};

use super::{Client, Reply, TestApp};

/// The password of everybody in tests.
pub(crate) const PASSWORD: &str = "plum anvil seventeen";

pub(crate) struct StaffClient<'a> {
    pub(crate) id: PersonId,
    pub(crate) email: String,
    client: Client<'a>,
    csrf: Mutex<String>,
}

impl TestApp {
    /// Somebody with this role, logged in; their address is `ROLE@example.com`.
    pub(crate) async fn staff(&self, role: Role) -> StaffClient<'_> {
        let email = format!("{role}@example.com");
        let id = self.person(&email, role).await;
        self.log_in(id, email).await
    }

    /// Somebody with this address and role, not logged in.
    pub(crate) async fn person(&self, email: &str, role: Role) -> PersonId {
        let new = NewPerson {
            email: email.to_owned(),
            name: format!("The {role}"),
            role,
            password: PASSWORD.to_owned(),
        };
        self.app
            .create_person(&self.owner(), new)
            .await
            .expect("somebody is added")
    }

    /// The same person, logged in once more.
    pub(crate) async fn again(&self, who: &StaffClient<'_>) -> StaffClient<'_> {
        self.log_in(who.id.clone(), who.email.clone()).await
    }

    async fn log_in(&self, id: PersonId, email: String) -> StaffClient<'_> {
        let stranger = self.anyone();
        let login = stranger.get("/admin/login").await;
        let cookie = cookie_of(&login);
        let csrf = csrf_of(&login).expect("a form with a token");
        let body = form(&[("csrf", &csrf), ("email", &email), ("password", PASSWORD)]);
        let entered = stranger
            .with("cookie", &cookie)
            .with("content-type", "application/x-www-form-urlencoded")
            .send(Method::POST, "/admin/login", body)
            .await;
        assert_eq!(entered.status(), 303, "{}", entered.text());
        StaffClient {
            id,
            email,
            client: self.anyone().with("cookie", &cookie_of(&entered)),
            csrf: Mutex::new(String::new()),
        }
    }
}

impl StaffClient<'_> {
    pub(crate) async fn get(&self, path: &str) -> Reply {
        let reply = self.client.get(path).await;
        self.remember(&reply);
        reply
    }

    /// Gets a page with a header.
    pub(crate) async fn get_with(&self, name: &str, value: &str, path: &str) -> Reply {
        self.client.clone().with(name, value).get(path).await
    }

    /// Sends a form with the token of the page got last, or of one's account.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        if self.csrf().is_empty() {
            self.get("/admin/account").await;
        }
        let csrf = self.csrf();
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        let reply = self
            .client
            .clone()
            .with("content-type", "application/x-www-form-urlencoded")
            .send(Method::POST, path, form(&all))
            .await;
        self.remember(&reply);
        reply
    }

    /// Sends a form with a file, and the token of the page got last.
    pub(crate) async fn upload(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        file: (&str, &str, &[u8]),
    ) -> Reply {
        if self.csrf().is_empty() {
            self.get("/admin/account").await;
        }
        let csrf = self.csrf();
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        let reply = self.upload_as_is(path, &all, file).await;
        self.remember(&reply);
        reply
    }

    /// Sends a form with a file and nothing but the fields given.
    pub(crate) async fn upload_as_is(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        (field, name, bytes): (&str, &str, &[u8]),
    ) -> Reply {
        let mut body = Vec::new();
        for (name, value) in fields {
            let head = format!("--cut\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(value.as_bytes());
            body.extend_from_slice(b"\r\n");
        }
        let head = format!(
            "--cut\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             content-type: image/png\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--cut--\r\n");
        self.client
            .clone()
            .with("content-type", "multipart/form-data; boundary=cut")
            .send(Method::POST, path, Body::from(body))
            .await
    }

    fn csrf(&self) -> String {
        self.csrf.lock().expect("a lock").clone()
    }

    fn remember(&self, reply: &Reply) {
        if reply.header("content-type").starts_with("text/html")
            && let Some(csrf) = csrf_of(reply)
        {
            *self.csrf.lock().expect("a lock") = csrf;
        }
    }
}

/// A form's body.
pub(super) fn form(fields: &[(&str, &str)]) -> Body {
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(fields);
    Body::from(body.finish())
}

fn cookie_of(reply: &Reply) -> String {
    let set = reply.header("set-cookie");
    set.split(';').next().unwrap_or_default().to_owned()
}

/// The token of a page's forms.
pub(super) fn csrf_of(reply: &Reply) -> Option<String> {
    values(reply, "input[name=csrf]").into_iter().next()
}

/// The values of the controls that a CSS selector finds.
pub(crate) fn values(reply: &Reply, selector: &str) -> Vec<String> {
    let html = Html::parse_document(reply.text());
    let selector = Selector::parse(selector).expect("a selector");
    html.select(&selector)
        .map(|element| element.attr("value").unwrap_or_default().to_owned())
        .collect()
}
