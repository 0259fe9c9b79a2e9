//! A member of staff in a browser, who came in through the real door.

use std::sync::Mutex;

use axum::body::Body;
use candor::app::NewUser;
use candor::domain::{Role, UserId};
use http::Method;
use scraper::{Html, Selector};

use super::{Client, Reply, TestApp};

/// The password of everybody in tests.
pub(crate) const PASSWORD: &str = "plum anvil seventeen";

pub(crate) struct StaffClient<'a> {
    pub(crate) id: UserId,
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
    pub(crate) async fn person(&self, email: &str, role: Role) -> UserId {
        let new = NewUser {
            email: email.to_owned(),
            name: format!("The {role}"),
            role,
            password: PASSWORD.to_owned(),
        };
        self.app
            .create_user(&self.owner(), new)
            .await
            .expect("somebody is added")
    }

    async fn log_in(&self, id: UserId, email: String) -> StaffClient<'_> {
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
