//! Whatever one person makes that takes effect later, against what becomes of that person.

use candor::app::{
    Actor, DraftForm, Joining, NewIncident, NewMaintenance, NewSeries, Visitor, token_hash,
};
use candor::domain::{LinkKind, MaintenancePlan, Pattern, PersonId, Role, Status, Window};

use crate::support::{PASSWORD, TestApp};

const LEAVER: &str = "leaver@example.com";
const OTHER_PASSWORD: &str = "quiet lantern eighty";

/// What becomes of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DiffTag {
    Stays,
    Removed,
    Lowered(Role),
    /// The operator replaced the password.
    Reset,
    /// The operator replaced the password and kept the tokens.
    ResetWithTokens,
    /// They used a link that another owner made.
    FollowedALink,
    /// They changed it themselves.
    ChangedIt,
}

const FATES: [DiffTag; 9] = [
    DiffTag::Stays,
    DiffTag::Removed,
    DiffTag::Lowered(Role::Admin),
    DiffTag::Lowered(Role::Responder),
    DiffTag::Lowered(Role::Viewer),
    DiffTag::Reset,
    DiffTag::ResetWithTokens,
    DiffTag::FollowedALink,
    DiffTag::ChangedIt,
];

/// What somebody makes that takes effect later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Thing {
    Invitation,
    PasswordLink,
    PlannedIncident,
    Series,
    OwnersToken,
    ViewersToken,
    /// Readers were told of it already: it is the page's, whoever planned it.
    AnnouncedMaintenance,
}

impl Thing {
    const ALL: [Self; 7] = [
        Self::Invitation,
        Self::PasswordLink,
        Self::PlannedIncident,
        Self::Series,
        Self::OwnersToken,
        Self::ViewersToken,
        Self::AnnouncedMaintenance,
    ];

    /// Says whether it takes effect after all.
    fn works_after(self, fate: DiffTag) -> bool {
        use DiffTag::{ChangedIt, Lowered, Removed, ResetWithTokens, Stays};
        use Role::{Admin, Responder, Viewer};
        match self {
            Self::Invitation | Self::PasswordLink => matches!(fate, Stays | ChangedIt),
            Self::PlannedIncident | Self::Series => !matches!(fate, Removed | Lowered(Viewer)),
            Self::OwnersToken => matches!(fate, Stays | ChangedIt | ResetWithTokens),
            Self::ViewersToken => matches!(
                fate,
                Stays | ChangedIt | ResetWithTokens | Lowered(Admin | Responder | Viewer)
            ),
            Self::AnnouncedMaintenance => true,
        }
    }
}

/// A page with two owners.
struct Team {
    t: TestApp,
    id: PersonId,
    leaver: Actor,
}

impl Team {
    async fn new() -> Self {
        let t = TestApp::new().await;
        t.person("third@example.com", Role::Responder).await;
        t.person("stays@example.com", Role::Owner).await;
        let id = t.person(LEAVER, Role::Owner).await;
        let mut read = t.store.read().await.expect("a read");
        let person = read.get_person(&id).await.expect("there");
        drop(read);
        let leaver = Actor::person(&person, "127.0.0.1");
        Self { t, id, leaver }
    }

    /// Lets them make a thing. Returns the secret in it, where it has one.
    async fn make(&self, thing: Thing) -> String {
        let (app, who) = (&self.t.app, &self.leaver);
        let window = Window {
            starts_at: self.t.now().plus_secs(3_600),
            ends_at: self.t.now().plus_secs(7_200),
        };
        match thing {
            Thing::Invitation => app
                .invite(who, "friend@example.com", "Friend", Role::Owner)
                .await
                .expect("invited"),
            Thing::PasswordLink => {
                let people = app.list_people(&self.t.owner()).await.expect("listed");
                let third = people.iter().find(|one| one.email.starts_with("third"));
                let id = &third.expect("there").id;
                app.new_password_link(who, id).await.expect("made")
            }
            Thing::PlannedIncident => {
                let form = DraftForm {
                    of: None,
                    fields: vec![("name".to_owned(), "Planned".to_owned())],
                };
                let new = NewIncident::named("Planned", Status::Investigating, "Later.");
                let at = self.t.now().plus_secs(3_600);
                let planned = app.plan_draft(who, form, &new, at, None).await;
                planned.expect("planned").to_string()
            }
            Thing::Series => {
                let new = NewSeries {
                    rule: "FREQ=DAILY".to_owned(),
                    first_start: "2026-11-25T02:00".to_owned(),
                    duration_secs: 3_600,
                    template: Pattern {
                        name: "Nightly".to_owned(),
                        body: "Work.".to_owned(),
                        component_ids: Vec::new(),
                        plan: MaintenancePlan::default(),
                        deliver_notifications: false,
                    },
                };
                let made = app.schedule_series(who, new, None).await;
                made.expect("scheduled").id.to_string()
            }
            Thing::OwnersToken | Thing::ViewersToken => {
                let role = match thing {
                    Thing::OwnersToken => Role::Owner,
                    _ => Role::Viewer,
                };
                let made = app.create_token(who, "theirs", role, None, None).await;
                made.expect("made")
            }
            Thing::AnnouncedMaintenance => {
                let new = NewMaintenance::planned("Announced", window, "Work.");
                let made = app.schedule_maintenance(who, new, None).await;
                made.expect("scheduled").id.to_string()
            }
        }
    }

    async fn befalls(&self, fate: DiffTag) {
        let (app, owner) = (&self.t.app, self.t.owner());
        match fate {
            DiffTag::Stays => {}
            DiffTag::Removed => app.remove_person(&owner, &self.id).await.expect("removed"),
            DiffTag::Lowered(role) => {
                let lowered = app.change_role(&owner, &self.id, role).await;
                lowered.expect("lowered");
            }
            DiffTag::Reset | DiffTag::ResetWithTokens => {
                let keeps = fate == DiffTag::ResetWithTokens;
                let set = app
                    .set_password(&owner, LEAVER, OTHER_PASSWORD, keeps)
                    .await;
                set.expect("set");
            }
            DiffTag::FollowedALink => {
                let token = app.new_password_link(&owner, &self.id).await.expect("made");
                let used = self.follow(LinkKind::Password, &token).await;
                assert!(used);
            }
            DiffTag::ChangedIt => {
                let changed = app
                    .change_own_password(&self.leaver, PASSWORD, OTHER_PASSWORD)
                    .await;
                changed.expect("changed");
            }
        }
    }

    /// Says whether a link lets somebody in.
    async fn follow(&self, kind: LinkKind, token: &str) -> bool {
        let joining = Joining {
            email: String::new(),
            name: "Friend".to_owned(),
            password: OTHER_PASSWORD.to_owned(),
        };
        let visitor = Visitor {
            address: "192.0.2.7".to_owned(),
            agent: String::new(),
            token: None,
        };
        let is_shown = self.t.app.find_link(kind, token).await.is_ok();
        let is_used = self
            .t
            .app
            .use_link(kind, token, joining, &visitor)
            .await
            .is_ok();
        assert_eq!(is_shown, is_used);
        is_used
    }

    /// Says whether a thing takes effect.
    async fn works(&self, thing: Thing, secret: &str) -> bool {
        match thing {
            Thing::Invitation => self.follow(LinkKind::Invitation, secret).await,
            Thing::PasswordLink => self.follow(LinkKind::Password, secret).await,
            Thing::OwnersToken | Thing::ViewersToken => {
                let found = self.t.app.find_token(&token_hash(secret)).await;
                let role = found.expect("asked").map(|token| token.role);
                let is_whole = match thing {
                    Thing::OwnersToken => Role::Owner,
                    _ => Role::Viewer,
                };
                assert!(role.is_none_or(|role| role == is_whole), "{role:?}");
                role.is_some()
            }
            Thing::PlannedIncident => {
                self.t.pass(3_601).await;
                self.t.anyone().get("/").await.text().contains("Planned")
            }
            Thing::Series => {
                let before = self.announced().await;
                self.t.pass(2 * 86_400).await;
                self.announced().await > before
            }
            Thing::AnnouncedMaintenance => {
                self.t.pass(3_601).await;
                let active = "/api/v2/scheduled-maintenances/active.json";
                self.t
                    .anyone()
                    .get(active)
                    .await
                    .text()
                    .contains("Announced")
            }
        }
    }

    async fn announced(&self) -> usize {
        let mut read = self.t.store.read().await.expect("a read");
        let filter = candor::store::IncidentFilter::All;
        let all = read.list_incidents(filter, "nightly", 100, 0).await;
        all.expect("listed").len()
    }
}

#[tokio::test]
async fn what_a_leaver_made_ends_with_their_right_to_it() {
    let mut wrong = Vec::new();
    for fate in FATES {
        for thing in Thing::ALL {
            let team = Team::new().await;
            let secret = team.make(thing).await;
            team.befalls(fate).await;
            let works = team.works(thing, &secret).await;
            if works != thing.works_after(fate) {
                wrong.push(format!("{thing:?} after {fate:?}: works is {works}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn a_plan_that_lost_its_maker_stays_a_draft_that_says_why() {
    let team = Team::new().await;
    let id = team.make(Thing::PlannedIncident).await;
    team.befalls(DiffTag::Removed).await;
    let staff = team.t.staff(Role::Responder).await;
    let draft = staff.get(&format!("/admin/drafts/{id}")).await;
    let why = "whoever planned it may not publish incidents any more";
    assert!(draft.text().contains(why), "{}", draft.text());
}

#[tokio::test]
async fn what_a_token_planned_ends_with_the_person_who_made_the_token() {
    let team = Team::new().await;
    let secret = team.make(Thing::OwnersToken).await;
    let token = team.t.app.find_token(&token_hash(&secret)).await;
    let token = token.expect("asked").expect("it works");
    let who = Actor::token(&token.name, token.id.as_str(), token.role).made_by(token.created_by);
    let program = Team {
        leaver: who,
        ..team
    };
    program.make(Thing::Series).await;
    program.befalls(DiffTag::Removed).await;
    assert!(!program.works(Thing::Series, "").await);
}
