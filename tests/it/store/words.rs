//! What changed of an incident is stored as if all of it were stored anew, whatever the order of the changes.

use std::collections::HashMap;

use candor::domain::components::history::{self, Interval, StatusChange};
use candor::domain::{
    Change, ComponentId, ComponentStatus, Incident, IncidentHead, IncidentId, IncidentKind,
    Placement, Status, Update, UpdateId,
};
use candor::store::Store;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::story::{at, component, entry, incident, page, update};
use crate::support::TestDatabase;

const COMPONENTS: [&str; 3] = ["c1", "c2", "c3"];
const CASES: usize = 24;

/// A change of one of two incidents.
#[derive(Debug, Clone)]
enum Step {
    /// An update with a status and what it says of some components.
    Say(Status, Vec<Option<ComponentStatus>>, i64),
    Rename,
    Annotate,
    MoveStart(Option<i64>),
    MoveEnd(Option<i64>),
    Name(usize),
    RetimeWord(usize, i64),
    RemoveWord(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let status = proptest::sample::select(vec![
        Status::Investigating,
        Status::Monitoring,
        Status::Resolved,
    ]);
    let of_component = proptest::option::of(proptest::sample::select(ComponentStatus::ALL));
    let of_all = proptest::collection::vec(of_component, COMPONENTS.len());
    // Few moments, so that many updates share one.
    let minute = -3_i64..4;
    prop_oneof![
        6 => (status, of_all, minute.clone()).prop_map(|(status, all, at)| Step::Say(status, all, at)),
        2 => Just(Step::Rename),
        1 => Just(Step::Annotate),
        1 => proptest::option::of(minute.clone()).prop_map(Step::MoveStart),
        1 => proptest::option::of(minute.clone()).prop_map(Step::MoveEnd),
        1 => (0..COMPONENTS.len()).prop_map(Step::Name),
        1 => (any::<usize>(), minute).prop_map(|(which, at)| Step::RetimeWord(which, at)),
        1 => any::<usize>().prop_map(Step::RemoveWord),
    ]
}

/// What a store should hold, kept beside it.
struct Model {
    store: Store,
    incidents: Vec<Incident>,
    clock: i64,
    seq: i64,
}

impl Model {
    async fn take(&mut self, which: usize, step: Step) {
        self.clock += 60;
        match step {
            Step::Say(status, all, minutes) => self.say(which, status, &all, minutes).await,
            Step::Rename => {
                let name = format!("Renamed at {}", self.clock);
                self.edit(which, |incident| incident.name = name).await;
            }
            Step::Annotate => {
                let metadata = r#"{"a":2}"#.to_owned();
                self.edit(which, |incident| incident.metadata = metadata)
                    .await;
            }
            Step::MoveStart(minutes) => {
                let to = minutes.map(|minute| at(self.clock + minute * 60));
                self.edit(which, |incident| incident.started_at = to).await;
            }
            Step::MoveEnd(minutes) => {
                let to = minutes.map(|minute| at(self.clock + minute * 60));
                self.edit(which, |incident| incident.restored_at = to).await;
            }
            Step::Name(place) => {
                let id = ComponentId::parse(COMPONENTS[place]).expect("id");
                self.edit(which, |incident| {
                    if !incident.component_ids.contains(&id) {
                        incident.component_ids.push(id);
                    }
                })
                .await;
            }
            Step::RetimeWord(word, minutes) => {
                let to = at(self.clock + minutes * 60);
                self.rewrite(which, |incident| {
                    let word = word % incident.updates.len();
                    incident.updates[word].display_at = to;
                    incident.retime();
                })
                .await;
            }
            Step::RemoveWord(word) => {
                self.rewrite(which, |incident| {
                    let id = incident.updates[word % incident.updates.len()].id.clone();
                    incident.take_out(&id);
                })
                .await;
            }
        }
        self.check().await;
    }

    async fn say(
        &mut self,
        which: usize,
        status: Status,
        all: &[Option<ComponentStatus>],
        minutes: i64,
    ) {
        self.seq += 1;
        let incident = &mut self.incidents[which];
        let word = Update {
            id: UpdateId::parse(&format!("{}w{}", incident.id, self.seq)).expect("id"),
            display_at: at(self.clock + minutes * 60),
            seq: self.seq,
            changes: changes(all),
            ..update("x", self.clock, status, "c1", ComponentStatus::Operational)
        };
        let mut write = self.store.begin().await.expect("a write");
        let before = write.get_head(&incident.id).await.expect("there");
        let mut after = before.clone();
        after.post(&word).expect("fits");
        write
            .add_update(&before, &mut after, &word)
            .await
            .expect("stored");
        write.commit(&entry("word")).await.expect("committed");
        incident.post(word).expect("fits");
        incident.version += 1;
        assert_eq!(after.facts.version, incident.version);
    }

    /// Changes an incident's own facts.
    async fn edit(&mut self, which: usize, change: impl FnOnce(&mut Incident)) {
        let incident = &mut self.incidents[which];
        let mut write = self.store.begin().await.expect("a write");
        let before = write.get_head(&incident.id).await.expect("there");
        let mut after = before.clone();
        change(&mut after.facts);
        write
            .update_head(&before, &mut after)
            .await
            .expect("stored");
        write.commit(&entry("edit")).await.expect("committed");
        *incident = Incident {
            updates: std::mem::take(&mut incident.updates),
            ..after.facts
        };
    }

    /// Changes an incident's updates.
    async fn rewrite(&mut self, which: usize, change: impl FnOnce(&mut Incident)) {
        let incident = &mut self.incidents[which];
        let before = incident.clone();
        change(incident);
        let mut write = self.store.begin().await.expect("a write");
        write
            .update_incident(&before, incident)
            .await
            .expect("stored");
        write.commit(&entry("rewrite")).await.expect("committed");
    }

    /// The incidents are as they should be, and so are the intervals of their components.
    async fn check(&self) {
        let mut read = self.store.read().await.expect("a read");
        let mut status_changes: HashMap<ComponentId, Vec<StatusChange>> = HashMap::new();
        for incident in &self.incidents {
            assert_eq!(
                read.get_incident(&incident.id).await.expect("there"),
                *incident
            );
            let head = read
                .find_head(&incident.id)
                .await
                .expect("asked")
                .expect("there");
            assert_eq!(head, head_of(incident));
            for (component, of_it) in history::status_changes(incident) {
                status_changes.entry(component).or_default().extend(of_it);
            }
        }
        let wanted: HashMap<ComponentId, Vec<Interval>> = status_changes
            .into_iter()
            .map(|(id, status_changes)| (id, history::intervals(status_changes)))
            .collect();
        drop(read);
        assert_eq!(intervals(&self.store).await, wanted);
    }
}

fn head_of(incident: &Incident) -> IncidentHead {
    IncidentHead {
        update_count: incident.updates.len(),
        last_update_at: incident.updates.iter().map(|word| word.display_at).max(),
        facts: Incident {
            updates: vec![],
            ..incident.clone()
        },
    }
}

fn changes(all: &[Option<ComponentStatus>]) -> Vec<Change> {
    let named = COMPONENTS.iter().zip(all);
    named
        .filter_map(|(id, status)| {
            Some(Change {
                component_id: ComponentId::parse(id).expect("id"),
                name: (*id).into(),
                old_status: ComponentStatus::Operational,
                new_status: (*status)?,
            })
        })
        .collect()
}

async fn intervals(store: &Store) -> HashMap<ComponentId, Vec<Interval>> {
    let ids = COMPONENTS.map(|id| ComponentId::parse(id).expect("id"));
    let mut read = store.read().await.expect("a read");
    read.list_intervals(&ids).await.expect("listed")
}

async fn stocked(store: &Store) {
    let mut write = store.begin().await.expect("a write");
    write.insert_page(&page()).await.expect("stored");
    for (position, id) in (1..).zip(COMPONENTS) {
        let component = component(id, Placement::TopLevel, position);
        write.save_component(&component).await.expect("stored");
    }
    write.commit(&entry("begin")).await.expect("committed");
}

#[tokio::test]
async fn changes_are_stored_as_the_whole_would_be() {
    let database = TestDatabase::new().await;
    let store = database.open().await;
    stocked(&store).await;
    let mut runner = TestRunner::deterministic();
    let steps = proptest::collection::vec((0_usize..2, step()), 1..16);
    for case in 0..CASES {
        let case = i64::try_from(case).expect("small");
        let mut incidents: Vec<Incident> = (0..2_i64)
            .map(|which| {
                let number = case * 2 + which;
                let mut incident =
                    incident(&format!("i{number}"), IncidentKind::Incident, 0, number);
                let word = update(
                    &format!("i{number}w0"),
                    0,
                    Status::Investigating,
                    "c1",
                    ComponentStatus::MajorOutage,
                );
                incident
                    .post(Update {
                        seq: which + 1,
                        ..word
                    })
                    .expect("fits");
                incident
            })
            .collect();
        let mut write = store.begin().await.expect("a write");
        for incident in &mut incidents {
            write.insert_incident(incident).await.expect("stored");
        }
        write.commit(&entry("open")).await.expect("committed");
        let ids: Vec<IncidentId> = incidents.iter().map(|one| one.id.clone()).collect();
        let mut model = Model {
            store: store.clone(),
            incidents,
            clock: 0,
            seq: 2,
        };
        model.check().await;
        let taken = steps.new_tree(&mut runner).expect("steps").current();
        for (which, step) in taken {
            let is_no_status = matches!(step, Step::Rename | Step::Annotate);
            let before = intervals(&store).await;
            model.take(which, step).await;
            if is_no_status {
                assert_eq!(intervals(&store).await, before, "history stays");
            }
        }
        let mut write = store.begin().await.expect("a write");
        for id in &ids {
            write.delete_incident(id).await.expect("deleted");
        }
        write.commit(&entry("end")).await.expect("committed");
    }
}
