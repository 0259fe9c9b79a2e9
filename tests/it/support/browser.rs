//! A browser without script: it keeps its cookie, and the token of the form that it saw last.

use std::sync::Mutex;

use axum::body::Body;
use candor::app::token_hash;
use candor::domain::{PersonId, Session, SessionId};
use http::Method;

use super::staff::{PASSWORD, csrf_of, form};
use super::{Client, Reply, TestApp};

pub(crate) struct Browser<'a> {
    client: Client<'a>,
    cookie: Mutex<Option<String>>,
    csrf: Mutex<String>,
}

impl TestApp {
    /// A browser that was never here.
    pub(crate) fn browser(&self) -> Browser<'_> {
        Browser {
            client: self.anyone(),
            cookie: Mutex::default(),
            csrf: Mutex::default(),
        }
    }

    /// A browser in which somebody is logged in, or half-way: made by hand, to save the hashing of a
    /// password.
    pub(crate) async fn browser_of(&self, person: &PersonId, awaits_code: bool) -> Browser<'_> {
        let token = self.app.new_session_token().expect("randomness");
        let session = Session {
            id: SessionId::parse(&token[..12]).expect("an id"),
            person_id: person.clone(),
            awaits_code,
            address: "127.0.0.1".to_owned(),
            agent: String::new(),
            created_at: self.now(),
            seen_at: self.now(),
        };
        let mut write = self.store.begin().await.expect("a write");
        let stored = write.insert_session(&session, &token_hash(&token)).await;
        stored.expect("stored");
        write.commit_bookkeeping().await.expect("lasting");
        let browser = self.browser();
        *browser.cookie.lock().expect("a lock") = Some(format!("__Host-candor_session={token}"));
        browser
    }
}

impl Browser<'_> {
    /// The same browser at another address.
    pub(crate) fn from(self, peer: &str) -> Self {
        Self {
            client: self.client.from(peer),
            ..self
        }
    }

    /// The cookie that it sends, `NAME=VALUE`.
    pub(crate) fn cookie(&self) -> Option<String> {
        self.cookie.lock().expect("a lock").clone()
    }

    /// The token of the form that it saw last.
    pub(crate) fn csrf(&self) -> String {
        self.csrf.lock().expect("a lock").clone()
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        let reply = self.client().get(path).await;
        self.remember(&reply);
        reply
    }

    /// Sends a form with the token of the page seen last.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let csrf = self.csrf();
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        self.post_as(path, &[], form(&all)).await
    }

    /// Sends a body as it is, with more headers.
    pub(crate) async fn post_as(
        &self,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Reply {
        let mut client = self
            .client()
            .with("content-type", "application/x-www-form-urlencoded");
        for (name, value) in headers {
            client = client.with(name, value);
        }
        let reply = client.send(Method::POST, path, body.into()).await;
        self.remember(&reply);
        reply
    }

    /// Opens the log-in page and sends address and password, with other fields of the form.
    pub(crate) async fn log_in(&self, email: &str, password: &str, more: &[(&str, &str)]) -> Reply {
        self.get("/admin/login").await;
        let mut fields = vec![("email", email), ("password", password)];
        fields.extend_from_slice(more);
        self.post("/admin/login", &fields).await
    }

    /// Logs somebody in whose password is everybody's.
    pub(crate) async fn enter(&self, email: &str) -> Reply {
        self.log_in(email, PASSWORD, &[]).await
    }

    fn client(&self) -> Client<'_> {
        match self.cookie() {
            Some(cookie) => self.client.clone().with("cookie", &cookie),
            None => self.client.clone(),
        }
    }

    fn remember(&self, reply: &Reply) {
        let set = reply.header("set-cookie");
        if let Some(pair) = set.split(';').next().filter(|pair| !pair.is_empty()) {
            let is_taken = pair.ends_with('=');
            *self.cookie.lock().expect("a lock") = (!is_taken).then(|| pair.to_owned());
        }
        if reply.header("content-type").starts_with("text/html")
            && let Some(csrf) = csrf_of(reply)
        {
            *self.csrf.lock().expect("a lock") = csrf;
        }
    }
}
