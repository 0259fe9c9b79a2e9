//! How a maintenance moves on: by hand and by the clock.

use super::beginning::touches_of_beginning;
use super::named_components::named;
use crate::app::idempotency::{Begun, IdempotencyKey};
use crate::app::incidents::{NewUpdate, check_seen, post};
use crate::app::{Actor, App, Error, FieldErrors, Touch};
use crate::domain::happening::MaintenanceHappening;
use crate::domain::incidents::release::Others;
use crate::domain::problem::{IncidentProblem, MaintenanceProblem, TextProblem};
use crate::domain::{
    Body, ComponentStatus, Incident, IncidentHead, IncidentId, IncidentKind, Permission,
    PostedSentence, Status, UpdateDetails, text,
};
use crate::i18n;
use crate::store::Write;

/// What staff do with a maintenance by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transition {
    /// It begins now. One that has begun is left as it is.
    Start,
    /// It is over now. One that is over is left as it is.
    Finish,
    /// It will not take place: it is over, and an update says so. Its components are left alone. One that is
    /// cancelled is left as it is.
    Cancel,
    /// Its state is this one from now on. The first update in progress starts it, and one that is completed
    /// finishes it; any other needs a text.
    Say(Status),
}

/// What is posted with a transition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Announcement {
    /// The update's text; a sentence of ours when not given.
    pub body: Option<String>,
    /// Whether subscribers are told; they are when not given.
    pub deliver_notifications: Option<bool>,
}

impl Announcement {
    /// Returns the text, or a sentence of ours when none is given.
    fn body_or(self, sentence: PostedSentence) -> Body {
        match self.body {
            Some(text) => Body::markdown(text),
            None => i18n::english().post(sentence, None),
        }
    }
}

/// Who takes a transition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trigger {
    /// The clock, which does what the plan says and no more.
    Clock,
    /// Staff, for whom components change status if the plan leaves that open.
    Staff,
}

impl Transition {
    /// Says whether a maintenance is already in the state that this leads to.
    ///
    /// # Errors
    /// [`Error::Conflict`] when this leads nowhere from its state.
    fn is_done(self, maintenance: &Incident) -> Result<bool, Error> {
        match (self, maintenance.status) {
            (Self::Say(_), _) | (Self::Start | Self::Cancel, Status::Scheduled) => Ok(false),
            (Self::Start, Status::Completed) => Err(Error::Conflict("it is over".to_owned())),
            (Self::Start, _) => Ok(true),
            (Self::Finish, Status::Scheduled) => Err(Error::Conflict(
                "it has not begun; cancel it instead".to_owned(),
            )),
            (Self::Finish, status) => Ok(status == Status::Completed),
            (Self::Cancel, _) if maintenance.is_cancelled() => Ok(true),
            (Self::Cancel, _) => Err(Error::Conflict(
                "it has begun; finish it instead".to_owned(),
            )),
        }
    }

    /// Returns the transition that an announcement makes in the state that a maintenance is in.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the state cannot follow, or a text is missing.
    fn meant(self, now: Status, announcement: &Announcement) -> Result<Self, Error> {
        let Self::Say(next) = self else {
            return Ok(self);
        };
        match (now, next) {
            (Status::Scheduled, Status::InProgress) => Ok(Self::Start),
            (Status::InProgress | Status::Verifying, Status::Completed) => Ok(Self::Finish),
            (Status::Scheduled, Status::Verifying) => Err(Error::invalid(
                "status",
                MaintenanceProblem::VerifiedTooEarly,
            )),
            (Status::Scheduled, Status::Completed) => Err(Error::invalid(
                "status",
                MaintenanceProblem::CompletedTooEarly,
            )),
            _ if next.kind() != IncidentKind::Maintenance || !now.may_become(next) => {
                Err(Error::invalid(
                    "status",
                    IncidentProblem::NotAfter {
                        status: next,
                        before: now,
                    },
                ))
            }
            _ if announcement
                .body
                .as_ref()
                .is_none_or(|body| body.trim().is_empty()) =>
            {
                Err(Error::invalid("body", TextProblem::Blank))
            }
            _ => Ok(self),
        }
    }

    /// Returns what happens to a maintenance by it.
    const fn happening<'h>(
        self,
        before: &'h IncidentHead,
        after: &'h IncidentHead,
    ) -> MaintenanceHappening<'h> {
        match self {
            Self::Start => MaintenanceHappening::Started { before, after },
            Self::Finish => MaintenanceHappening::Finished { before, after },
            Self::Cancel => MaintenanceHappening::Cancelled { before, after },
            Self::Say(_) => MaintenanceHappening::UpdatePosted { before, after },
        }
    }
}

impl App {
    /// Starts, finishes or cancels a maintenance, or posts an update on it.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it is too early or too late for that, [`Error::Stale`] when it is not in
    /// the version `seen` any more.
    pub async fn move_maintenance(
        &self,
        who: &Actor,
        id: &IncidentId,
        transition: Transition,
        announcement: Announcement,
        seen: Option<&str>,
        key: Option<&IdempotencyKey>,
    ) -> Result<Incident, Error> {
        who.allow(Permission::RunMaintenance)?;
        check_announcement(&announcement)?;
        let mut write = match self.begin_idempotent(key).await? {
            Begun::Now(write) => write,
            Begun::Before(id) => return self.find_made(&id).await,
        };
        let before = write.get_head(id).await?;
        if before.facts.kind != IncidentKind::Maintenance {
            return Err(Error::NotFound);
        }
        check_seen(seen, &before.facts)?;
        let transition = transition.meant(before.facts.status, &announcement)?;
        if transition.is_done(&before.facts)? {
            drop(write);
            return self.read_back(id).await;
        }
        let mut maintenance = before.clone();
        match transition {
            Transition::Start => {
                self.put_in_progress(&mut write, &mut maintenance, announcement, Trigger::Staff)
                    .await?;
            }
            Transition::Finish => {
                self.complete(&mut write, &mut maintenance, announcement, Trigger::Staff)
                    .await?;
            }
            Transition::Cancel => {
                self.call_off(&mut write, &mut maintenance, announcement)
                    .await?;
            }
            Transition::Say(status) => {
                let new_update = NewUpdate {
                    status,
                    body: Body::markdown(announcement.body.unwrap_or_default()),
                    details: UpdateDetails::notifying_by_default(
                        announcement.deliver_notifications,
                    ),
                };
                self.say(&mut write, &mut maintenance, new_update, &[])
                    .await?;
            }
        }
        self.keep_key(&mut write, key, id.as_str()).await?;
        self.commit(write, who, transition.happening(&before, &maintenance))
            .await?;
        self.read_back(id).await
    }

    /// Posts that a maintenance is in progress, and gives its components what was planned for them.
    pub(super) async fn put_in_progress(
        &self,
        write: &mut Write,
        maintenance: &mut IncidentHead,
        announcement: Announcement,
        trigger: Trigger,
    ) -> Result<(), Error> {
        let plan = maintenance.facts.plan.clone();
        if plan.to_maintenance.is_none() && trigger == Trigger::Staff {
            // If the plan leaves it open, a start by staff takes all components. Other events read that in the plan.
            for component in named(write, &maintenance.facts).await? {
                let begins_with = &mut maintenance.facts.plan.begins_with;
                begins_with
                    .entry(component.id)
                    .or_insert(ComponentStatus::UnderMaintenance);
            }
        }
        let touches = touches_of_beginning(write, &maintenance.facts).await?;
        let new_update = NewUpdate {
            status: Status::InProgress,
            details: UpdateDetails::notifying_by_default(
                announcement.deliver_notifications.or(plan.notify_at_start),
            ),
            body: announcement.body_or(PostedSentence::InProgress),
        };
        self.say(write, maintenance, new_update, &touches).await
    }

    /// Posts that a maintenance is completed, and relieves its components.
    pub(super) async fn complete(
        &self,
        write: &mut Write,
        maintenance: &mut IncidentHead,
        announcement: Announcement,
        trigger: Trigger,
    ) -> Result<(), Error> {
        let plan = maintenance.facts.plan.clone();
        let open = write.list_open_beside(&maintenance.facts.id).await?;
        let others = Others::of(&open, &maintenance.facts.id);
        let mut touches = Vec::new();
        for component in named(write, &maintenance.facts).await? {
            let is_held = component.status == ComponentStatus::UnderMaintenance
                || plan.begins_with.get(&component.id) == Some(&component.status);
            let is_relieved = plan
                .to_operational
                .unwrap_or(trigger == Trigger::Staff && is_held);
            if is_relieved {
                touches.push(Touch {
                    status: Some(others.leave(&component.id)),
                    id: component.id,
                });
            }
        }
        let new_update = NewUpdate {
            status: Status::Completed,
            details: UpdateDetails::notifying_by_default(
                announcement.deliver_notifications.or(plan.notify_at_end),
            ),
            body: announcement.body_or(PostedSentence::Completed),
        };
        self.say(write, maintenance, new_update, &touches).await
    }

    /// Posts that a maintenance will not take place, in our sentence and then in the caller's words.
    pub(super) async fn call_off(
        &self,
        write: &mut Write,
        maintenance: &mut IncidentHead,
        announcement: Announcement,
    ) -> Result<(), Error> {
        maintenance.facts.plan.cancelled_at = Some(self.clock.now());
        let new_update = NewUpdate {
            status: Status::Completed,
            body: i18n::english().post(PostedSentence::Cancelled, announcement.body),
            details: UpdateDetails::notifying_by_default(announcement.deliver_notifications),
        };
        self.say(write, maintenance, new_update, &[]).await
    }

    /// Posts an update now and stores the maintenance.
    async fn say(
        &self,
        write: &mut Write,
        maintenance: &mut IncidentHead,
        new_update: NewUpdate,
        touches: &[Touch],
    ) -> Result<(), Error> {
        let before = maintenance.clone();
        let now = self.clock.now();
        let update = self
            .draw_update(write, &maintenance.facts, touches, new_update, now)
            .await?;
        post(maintenance, &update)?;
        write.add_update(&before, maintenance, &update).await?;
        Ok(())
    }
}

fn check_announcement(announcement: &Announcement) -> Result<(), Error> {
    let mut errors = FieldErrors::default();
    if let Some(body) = &announcement.body {
        errors.check("body", text::check_body(body));
    }
    errors.into_result()
}
