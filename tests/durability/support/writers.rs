//! Writers that keep a record of what was acknowledged, and the check that all of it is there.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::server::{Client, Reply};
use super::{Place, Server, until};

/// How long nothing is acknowledged when every writer has been refused.
const QUIET: Duration = Duration::from_millis(600);

/// How soon every node shows what was acknowledged.
pub(crate) const SEEN_WITHIN: Duration = Duration::from_secs(1);

/// What became of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// A 2xx was received: it must be there.
    Acknowledged,
    /// A refusal was received that says that nothing was changed: it must not be there.
    Refused,
    /// No answer, or one that does not say: it is there whole, or not at all.
    Unknown,
    /// There was no connection to send it over: it must not be there.
    Unsent,
}

/// The text of an update, and the status that the component got with it.
#[derive(Debug, Clone)]
struct Said {
    body: String,
    component_status: &'static str,
    outcome: Outcome,
}

/// One incident as its writer knows it.
#[derive(Debug, Clone)]
struct Story {
    id: Option<String>,
    key: String,
    request: Value,
    name: String,
    component: String,
    said: Vec<Said>,
}

/// What one or more writers did.
#[derive(Debug, Clone, Default)]
pub(crate) struct Book {
    stories: Vec<Story>,
    /// Refusals received, with how long they took.
    pub(crate) refusals: Vec<(u16, Duration)>,
    /// How long acknowledged writes took.
    pub(crate) times: Vec<Duration>,
}

/// Writers at work.
pub(crate) struct Writers {
    tasks: JoinSet<Book>,
    stop: Arc<AtomicBool>,
    acknowledged: Arc<AtomicU32>,
}

/// When writers stop by themselves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    FirstLoss,
    Told,
}

impl Writers {
    /// One writer for each component; each stops at the first answer that does not come.
    pub(crate) fn until_lost(place: &Place, servers: &[&Server], label: &str) -> Self {
        Self::start(place, servers, label, Until::FirstLoss)
    }

    /// One writer for each component; they go on, whatever they are told, until [`Writers::finish`].
    pub(crate) fn untiring(place: &Place, servers: &[&Server], label: &str) -> Self {
        Self::start(place, servers, label, Until::Told)
    }

    fn start(place: &Place, servers: &[&Server], label: &str, until: Until) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let acknowledged = Arc::new(AtomicU32::new(0));
        let mut tasks = JoinSet::new();
        for (number, component) in place.components.iter().enumerate() {
            let writer = Writer {
                client: servers[number % servers.len()].client(),
                path: place.v1("incidents"),
                component: component.clone(),
                label: format!("{label}-{number}"),
                until,
                stop: Arc::clone(&stop),
                acknowledged: Arc::clone(&acknowledged),
            };
            tasks.spawn(writer.run());
        }
        Self {
            tasks,
            stop,
            acknowledged,
        }
    }

    /// How many writes were acknowledged so far.
    pub(crate) fn acknowledged(&self) -> u32 {
        self.acknowledged.load(Ordering::Relaxed)
    }

    /// Waits until nothing more is acknowledged, so that every writer has been refused.
    pub(crate) async fn until_they_stop(&self) {
        let mut last = self.acknowledged();
        let mut since = Instant::now();
        until("writes stop", Duration::from_secs(20), async || {
            let now = self.acknowledged();
            if now != last {
                (last, since) = (now, Instant::now());
            }
            (since.elapsed() > QUIET).then_some(())
        })
        .await;
    }

    /// Lets every writer end its request and returns what they did.
    pub(crate) async fn finish(self) -> Book {
        self.stop.store(true, Ordering::Relaxed);
        self.join().await
    }

    /// Waits until the writers stopped by themselves.
    pub(crate) async fn join(mut self) -> Book {
        let mut book = Book::default();
        while let Some(done) = self.tasks.join_next().await {
            book.add(done.expect("a writer"));
        }
        book
    }
}

struct Writer {
    client: Client,
    path: String,
    component: String,
    label: String,
    until: Until,
    stop: Arc<AtomicBool>,
    acknowledged: Arc<AtomicU32>,
}

/// What an incident goes through: status, status of its component.
const COURSE: &[(&str, &str)] = &[
    ("investigating", "major_outage"),
    ("identified", "partial_outage"),
    ("monitoring", "degraded_performance"),
    ("resolved", "operational"),
];

impl Writer {
    async fn run(self) -> Book {
        let mut book = Book::default();
        let mut number = 0;
        loop {
            number += 1;
            let name = format!("{} {number}", self.label);
            let mut story = self.new_story(&name);
            let goes_on = self.write(&mut story, &mut book).await;
            book.stories.push(story);
            if !goes_on || self.stop.load(Ordering::Relaxed) {
                return book;
            }
        }
    }

    fn new_story(&self, name: &str) -> Story {
        let (status, component_status) = COURSE[0];
        let body = format!("{name} said 0");
        Story {
            id: None,
            key: format!("key {name}"),
            request: json!({"incident": {
                "name": name,
                "status": status,
                "body": body,
                "components": {self.component.clone(): component_status},
            }}),
            name: name.to_owned(),
            component: self.component.clone(),
            said: vec![Said {
                body,
                component_status,
                outcome: Outcome::Unknown,
            }],
        }
    }

    /// Writes one incident from its first update to its last; returns false when the writer is done.
    async fn write(&self, story: &mut Story, book: &mut Book) -> bool {
        let key = story.key.clone();
        let headers = [("idempotency-key", key.as_str())];
        let reply = self
            .client
            .send("POST", &self.path, Some(&story.request), &headers)
            .await;
        story.said[0].outcome = self.note(&reply, book);
        let Ok(reply) = reply else {
            return self.until == Until::Told;
        };
        if story.said[0].outcome != Outcome::Acknowledged {
            return self.until == Until::Told;
        }
        let made = reply.json(201);
        let id = made["id"].as_str().expect("an id").to_owned();
        story.id = Some(id.clone());
        for (number, (status, component_status)) in COURSE.iter().enumerate().skip(1) {
            let body = format!("{} said {number}", story.name);
            let request = json!({"incident": {
                "status": status,
                "body": body,
                "components": {self.component.clone(): component_status},
            }});
            let path = format!("{}/{id}", self.path);
            let reply = self.client.send("PATCH", &path, Some(&request), &[]).await;
            let outcome = self.note(&reply, book);
            story.said.push(Said {
                body,
                component_status,
                outcome,
            });
            if outcome != Outcome::Acknowledged && self.until == Until::FirstLoss {
                return false;
            }
            if self.stop.load(Ordering::Relaxed) {
                return false;
            }
        }
        true
    }

    fn note(&self, reply: &Result<Reply, reqwest::Error>, book: &mut Book) -> Outcome {
        let reply = match reply {
            Ok(reply) => reply,
            Err(error) if error.is_connect() => return Outcome::Unsent,
            Err(_) => return Outcome::Unknown,
        };
        match reply.status {
            200 | 201 => {
                self.acknowledged.fetch_add(1, Ordering::Relaxed);
                book.times.push(reply.took);
                Outcome::Acknowledged
            }
            503 | 507 => {
                reply.assert_refuses_clearly(&[503, 507]);
                book.refusals.push((reply.status, reply.took));
                if reply.body.contains("nothing was changed") {
                    Outcome::Refused
                } else {
                    Outcome::Unknown
                }
            }
            other => panic!("{}: {other} {}", self.label, reply.body),
        }
    }
}

/// An incident as it is stored.
struct Stored {
    id: String,
    said: Vec<String>,
}

impl Book {
    pub(crate) fn add(&mut self, other: Self) {
        self.stories.extend(other.stories);
        self.refusals.extend(other.refusals);
        self.times.extend(other.times);
    }

    /// How many writes had this outcome.
    pub(crate) fn count(&self, outcome: Outcome) -> usize {
        let said = self.stories.iter().flat_map(|story| &story.said);
        said.filter(|said| said.outcome == outcome).count()
    }

    /// Asks again for every incident whose making was not answered, under the same key.
    pub(crate) async fn ask_again(&mut self, place: &Place, server: &Server) {
        let client = server.client();
        for story in &mut self.stories {
            if story.said[0].outcome != Outcome::Unknown {
                continue;
            }
            let headers = [("idempotency-key", story.key.as_str())];
            let path = place.v1("incidents");
            let reply = client.send("POST", &path, Some(&story.request), &headers);
            let made = reply.await.expect("an answer").json(201);
            story.id = Some(made["id"].as_str().expect("an id").to_owned());
            story.said[0].outcome = Outcome::Acknowledged;
        }
    }

    /// Asserts that all that was acknowledged is there once and whole, that nothing refused is, and
    /// that the rest is there whole or not at all. Then the same through the doors.
    pub(crate) async fn assert_kept(&self, place: &Place, server: &Server) {
        let mut inspect = place.inspect().await;
        inspect.assert_sound().await;
        let stored = self.stored(place).await;
        for story in &self.stories {
            Self::assert_story(story, stored.get(&story.name));
        }
        let known = self
            .stories
            .iter()
            .map(|story| story.name.as_str())
            .collect::<std::collections::HashSet<_>>();
        for name in stored.keys() {
            assert!(
                known.contains(name.as_str()),
                "{name}: nobody asked for that"
            );
        }
        self.assert_components(&stored, &mut inspect).await;
        self.assert_served(&stored, place, server).await;
    }

    async fn stored(&self, place: &Place) -> HashMap<String, Stored> {
        let mut inspect = place.inspect().await;
        let mut stored: HashMap<String, Stored> = HashMap::new();
        for row in inspect
            .texts("select name || '|' || id from incidents order by seq")
            .await
        {
            let (name, id) = row.split_once('|').expect("two");
            let incident = Stored {
                id: id.to_owned(),
                said: Vec::new(),
            };
            assert!(
                stored.insert(name.to_owned(), incident).is_none(),
                "{name} twice"
            );
        }
        for row in inspect
            .texts(
                "select i.name || '|' || u.body from incident_updates u
                   join incidents i on i.id = u.incident_id order by u.seq",
            )
            .await
        {
            let (name, body) = row.split_once('|').expect("two");
            let incident = stored.get_mut(name).expect("its incident");
            incident.said.push(body.to_owned());
        }
        stored
    }

    fn assert_story(story: &Story, stored: Option<&Stored>) {
        let Some(stored) = stored else {
            assert!(
                story
                    .said
                    .iter()
                    .all(|said| said.outcome != Outcome::Acknowledged),
                "lost: {story:?}"
            );
            return;
        };
        if let Some(id) = &story.id {
            assert_eq!(*id, stored.id);
        }
        let mut there = stored.said.iter().peekable();
        for said in &story.said {
            let is_next = there.peek().is_some_and(|body| **body == said.body);
            match said.outcome {
                Outcome::Acknowledged => assert!(is_next, "lost: {said:?} of {:?}", stored.said),
                Outcome::Refused | Outcome::Unsent => {
                    assert!(
                        !is_next,
                        "said to have changed nothing, but is there: {said:?}"
                    );
                }
                Outcome::Unknown => {}
            }
            if is_next {
                there.next();
            }
        }
        assert_eq!(there.next(), None, "more than was said: {:?}", stored.said);
    }

    /// A component has the status that its last update gave it.
    async fn assert_components(
        &self,
        stored: &HashMap<String, Stored>,
        inspect: &mut super::Inspect,
    ) {
        let mut last: HashMap<&str, &str> = HashMap::new();
        for story in &self.stories {
            let Some(stored) = stored.get(&story.name) else {
                continue;
            };
            for said in &story.said {
                if stored.said.contains(&said.body) {
                    last.insert(&story.component, said.component_status);
                }
            }
        }
        for row in inspect
            .texts("select id || '|' || status from components")
            .await
        {
            let (id, status) = row.split_once('|').expect("two");
            if let Some(last) = last.get(id) {
                assert_eq!(status, *last, "component {id}");
            }
        }
    }

    /// The newest incident of every writer is the same through the manage API and on its page.
    async fn assert_served(
        &self,
        stored: &HashMap<String, Stored>,
        place: &Place,
        server: &Server,
    ) {
        let mut newest: HashMap<&str, &Stored> = HashMap::new();
        for story in &self.stories {
            if let Some(stored) = stored.get(&story.name) {
                newest.insert(&story.component, stored);
            }
        }
        for (component, stored) in newest {
            let path = place.v1(&format!("incidents/{}", stored.id));
            let shown = server.get(&path).await.json(200);
            let updates = shown["incident_updates"].as_array().expect("updates");
            let bodies: Vec<&str> = updates
                .iter()
                .rev()
                .map(|update| update["body"].as_str().expect("a body"))
                .collect();
            assert_eq!(bodies, stored.said);
            for update in updates {
                assert_eq!(update["affected_components"][0]["code"], component);
            }
            // Another node may have taken the last of it a moment ago.
            until("its page has it all", SEEN_WITHIN, async || {
                let page = server.get(&format!("/incidents/{}", stored.id)).await;
                let has_all = stored.said.iter().all(|body| page.body.contains(body));
                (page.status == 200 && has_all).then_some(())
            })
            .await;
        }
    }

    /// Asserts that nobody had to be refused, lost or left without knowing.
    pub(crate) fn assert_untroubled(&self) {
        assert_eq!(self.count(Outcome::Refused), 0, "{:?}", self.refusals);
        assert_eq!(self.count(Outcome::Unknown), 0);
        assert_eq!(self.count(Outcome::Unsent), 0);
    }
}
