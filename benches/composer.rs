//! What the largest form of staff costs: a new incident on a page of 2,000 components, from the request to
//! the last compressed byte.

#![allow(missing_docs, reason = "criterion's macros make undocumented items")]

use std::hint::black_box;
use std::net::{IpAddr, Ipv4Addr};

use axum::body::Body;
use candor::app::{Actor, App, Imported, NewPerson, SignIn, Visitor};
use candor::clock::Clock;
use candor::demo;
use candor::domain::{Component, ComponentId, Placement, Role, Ts};
use candor::entropy::Entropy;
use candor::house::House;
use candor::store::{Location, Store};
use candor::urls::PublicUrl;
use candor::web::front::Front;
use candor::web::proxies::TrustedProxies;
use candor::web::{self, Web};
use candor::zone;
use criterion::{Criterion, criterion_group, criterion_main};
use http::Request;
use http_body_util::BodyExt as _;
use tempfile::TempDir;
use tokio::runtime::Runtime;

const GROUPS: usize = 400;
const NAMES: [&str; 5] = [
    "Core Authentication Service",
    "Phone Call Delivery",
    "Push Delivery",
    "SMS Message Delivery",
    "SSO",
];
const PASSWORD: &str = "plum anvil seventeen";

struct Bench {
    front: Front,
    cookie: String,
    _dir: TempDir,
}

impl Bench {
    async fn new() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let location = Location::Sqlite(dir.path().join("bench.db"));
        let store = Store::open(&location).await.expect("opens");
        let now = zone::parse_instant("2026-11-24T15:00:00Z").expect("an instant");
        let clock = Clock::standing_at(now);
        let app = App::new(store.clone(), clock.clone(), Entropy::seeded(1))
            .await
            .expect("starts");
        let who = Actor::command_line();
        app.import(&who, page(now), false, |_| {})
            .await
            .expect("imported");
        let token = log_in(&app, &who).await;
        let url = PublicUrl::parse("http://127.0.0.1:8080").expect("a URL");
        let frame = web::frame(&url);
        let house = House::start(store, app, clock, url, frame)
            .await
            .expect("an edition");
        let web = Web::new(web::Parts {
            house,
            entropy: Entropy::seeded(2),
            metrics: None,
            requests_per_minute: 0,
        });
        let front = Front::new(web, TrustedProxies::default());
        Self {
            front,
            cookie: format!("candor_session={token}"),
            _dir: dir,
        }
    }

    async fn form(&self) -> usize {
        let request = Request::get("/admin/incidents/new")
            .header("cookie", &self.cookie)
            .header("accept-encoding", "gzip")
            .body(Body::empty())
            .expect("a request");
        let peer = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let answer = self.front.answer(request, peer).await;
        assert_eq!(answer.status(), 200);
        let body = answer.into_body().collect().await.expect("a body");
        body.to_bytes().len()
    }
}

/// Four hundred groups of five components, and nothing else.
fn page(now: Ts) -> Imported {
    let mut page = demo::page(now);
    let like = page.components.pop().expect("the demo has components");
    let named = |id: String, place, name: &str| Component {
        id: ComponentId::parse(&id).expect("an id"),
        place,
        name: name.to_owned(),
        ..like.clone()
    };
    page.components.clear();
    page.incidents.clear();
    page.postmortems.clear();
    for number in 1..=GROUPS {
        let group = named(
            format!("g{number}"),
            Placement::Group,
            &format!("DUO{number}"),
        );
        let id = group.id.clone();
        page.components.push(group);
        for (at, name) in NAMES.into_iter().enumerate() {
            let place = Placement::In(id.clone());
            page.components
                .push(named(format!("c{number}x{at}"), place, name));
        }
    }
    page
}

async fn log_in(app: &App, who: &Actor) -> String {
    let new = NewPerson {
        email: "a@example.com".to_owned(),
        name: "A".to_owned(),
        role: Role::Owner,
        password: PASSWORD.to_owned(),
    };
    app.create_person(who, new).await.expect("somebody");
    let visitor = Visitor {
        address: "127.0.0.1".to_owned(),
        agent: String::new(),
        token: None,
    };
    match app.sign_in("a@example.com", PASSWORD, &visitor).await {
        Ok(SignIn::In(token)) => token,
        other => panic!("not signed in: {other:?}"),
    }
}

fn composer(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("a runtime");
    let bench = runtime.block_on(Bench::new());
    let bytes = runtime.block_on(bench.form());
    eprintln!("form of a new incident, 2,000 components: {bytes} bytes gzipped");
    criterion.bench_function("form of a new incident, 2,000 components", |bencher| {
        bencher
            .to_async(&runtime)
            .iter(|| async { black_box(bench.form().await) });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = composer
}
criterion_main!(benches);
