//! The real front and router over a database of the test's own, with a clock moved by hand.

use std::net::{IpAddr, Ipv4Addr};

use axum::body::Body;
use candor::app::{Actor, App};
use candor::clock::Clock;
use candor::demo;
use candor::domain::{Role, Ts};
use candor::entropy::Entropy;
use candor::house::House;
use candor::publication::Publication;
use candor::store::Store;
use candor::urls::PublicUrl;
use candor::web::front::Front;
use candor::web::proxies::TrustedProxies;
use candor::web::{self, Web};
use candor::zone::parse_instant;
use http::{Method, Request};
use serde_json::Value;
use tokio::task::AbortHandle;

use super::incident::IncidentBuilder;
use super::{Reply, TestDatabase};

/// When tests happen unless they move the clock.
pub(crate) const NOW: &str = "2026-11-24T15:00:00Z";

/// Where the page of tests is unless they say otherwise.
const URL: &str = "https://status.example.com";

pub(crate) struct TestApp {
    pub(crate) database: TestDatabase,
    pub(crate) app: App,
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) publication: Publication,
    front: Front,
    keeping: AbortHandle,
}

/// Ends what follows the data, and with it the connections.
impl Drop for TestApp {
    fn drop(&mut self) {
        self.keeping.abort();
    }
}

impl TestApp {
    /// An empty page.
    pub(crate) async fn new() -> Self {
        Self::on(TestDatabase::new().await).await
    }

    /// The demo's page.
    pub(crate) async fn demo() -> Self {
        let t = Self::new().await;
        t.app
            .import(&t.owner(), demo::page(t.now()), false, |_| {})
            .await
            .expect("the demo fits");
        t
    }

    /// An empty page whose tokens may ask so often a minute.
    pub(crate) async fn limited(requests_per_minute: u32) -> Self {
        Self::started(TestDatabase::new().await, requests_per_minute, 1, URL).await
    }

    /// An empty page at another address.
    pub(crate) async fn at(url: &str) -> Self {
        Self::started(TestDatabase::new().await, 0, 1, url).await
    }

    /// A node on a database that others may use too.
    pub(crate) async fn on(database: TestDatabase) -> Self {
        Self::started(database, 0, 1, URL).await
    }

    /// Another node on the database of one, which makes ids of its own.
    pub(crate) async fn beside(other: &Self) -> Self {
        Self::started(TestDatabase::same_as(&other.database), 0, 1 << 32, URL).await
    }

    async fn started(
        database: TestDatabase,
        requests_per_minute: u32,
        seed: u64,
        url: &str,
    ) -> Self {
        let clock = Clock::standing_at(parse_instant(NOW).expect("an instant"));
        let store = database.open().await;
        let app = App::new(store.clone(), clock.clone(), Entropy::seeded(seed))
            .await
            .expect("the app starts");
        let url = PublicUrl::parse(url).expect("a URL");
        app.ensure_feed_host(&Actor::command_line(), &url.host())
            .await
            .expect("the host is fixed");
        let frame = web::frame(&url);
        let house = House::start(store.clone(), app, clock.clone(), url, frame)
            .await
            .expect("a first edition");
        let (app, publication) = (house.app.clone(), house.publication.clone());
        let keeping = tokio::spawn(publication.clone().keep_live());
        let web = Web::new(web::Parts {
            house,
            // Far from the deeds' stream, so that the two never make the same.
            entropy: Entropy::seeded(1 << 48),
            metrics: None,
            requests_per_minute,
        });
        let front = Front::new(web, TrustedProxies::default());
        Self {
            database,
            app,
            store,
            clock,
            publication,
            front,
            keeping: keeping.abort_handle(),
        }
    }

    pub(crate) fn now(&self) -> Ts {
        self.clock.now()
    }

    /// A publication of the same data that has kept nothing.
    pub(crate) async fn fresh_publication(&self) -> Publication {
        let url = PublicUrl::parse(URL).expect("a URL");
        let (reads, frame) = (self.store.public_reads(), web::frame(&url));
        Publication::start(reads, self.clock.clone(), url, frame)
            .await
            .expect("an edition")
    }

    /// Waits until no change can share the second of the last one.
    pub(crate) fn settle(&self) {
        self.clock.advance_secs(2);
    }

    #[expect(clippy::unused_self, reason = "reads as the other clients do")]
    pub(crate) fn owner(&self) -> Actor {
        Actor::command_line()
    }

    pub(crate) fn incident(&self, name: &str) -> IncidentBuilder<'_> {
        IncidentBuilder::new(self, name)
    }

    /// A reader without rights.
    pub(crate) fn anyone(&self) -> Client<'_> {
        Client {
            t: self,
            headers: Vec::new(),
            peer: IpAddr::V4(Ipv4Addr::LOCALHOST),
        }
    }

    /// A program with a token of this role.
    pub(crate) async fn token(&self, role: Role) -> Client<'_> {
        let token = self.secret(role).await;
        self.anyone()
            .with("authorization", &format!("OAuth {token}"))
    }

    /// A token of this role.
    pub(crate) async fn secret(&self, role: Role) -> String {
        self.app
            .create_token(&self.owner(), "test", role, None, None)
            .await
            .expect("a token")
    }
}

#[derive(Clone)]
pub(crate) struct Client<'a> {
    t: &'a TestApp,
    headers: Vec<(String, String)>,
    peer: IpAddr,
}

impl Client<'_> {
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same, from another address than this machine's.
    pub(crate) fn from(mut self, peer: &str) -> Self {
        self.peer = peer.parse().expect("an address");
        self
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, Body::empty()).await
    }

    pub(crate) async fn head(&self, path: &str) -> Reply {
        self.send(Method::HEAD, path, Body::empty()).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Reply {
        self.json(Method::POST, path, body).await
    }

    pub(crate) async fn patch(&self, path: &str, body: Value) -> Reply {
        self.json(Method::PATCH, path, body).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Reply {
        self.json(Method::PUT, path, body).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path, Body::empty()).await
    }

    async fn json(&self, method: Method, path: &str, body: Value) -> Reply {
        let client = self.clone().with("content-type", "application/json");
        client.send(method, path, body.to_string().into()).await
    }

    pub(crate) async fn send(&self, method: Method, path: &str, body: Body) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let request = request.body(body).expect("a request");
        Reply::read(self.t.front.answer(request, self.peer).await).await
    }
}
