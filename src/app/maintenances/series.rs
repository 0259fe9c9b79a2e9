//! Deeds on maintenances that come again and again.

use std::collections::HashSet;

use super::new_series::{NewSeries, Upcoming};
use super::series_rule::read_rule;
use super::transitions::Announcement;
use crate::app::idempotency::{Begun, IdempotencyKey};
use crate::app::{Actor, App, Error, FieldErrors, NewMaintenance, Touch};
use crate::domain::happening::{MaintenanceHappening, SeriesEnd};
use crate::domain::maintenances::series::{AHEAD_MOST, top_up};
use crate::domain::{
    ComponentId, Incident, MaintenancePlan, Occurrence, Pattern, Permission, Series, SeriesId, Ts,
    Window, text,
};
use crate::i18n::english;
use crate::recurrence::Recurrence;
use crate::store::Write;
use crate::zone::{LocalDateTime, Zone};

impl App {
    /// Plans a maintenance that comes again and again, and announces its first occurrences. It keeps its
    /// time of day in the zone that the page has now.
    ///
    /// When the first start does not fit the rule, the first time after it that does is the first.
    pub async fn schedule_series(
        &self,
        who: &Actor,
        mut new: NewSeries,
        key: Option<&IdempotencyKey>,
    ) -> Result<Series, Error> {
        who.allow(Permission::RunMaintenance)?;
        let mut errors = FieldErrors::default();
        new.template.name = errors.name("name", &new.template.name);
        errors.check("body", text::check_body(&new.template.body));
        let zone = self.store.read().await?.get_page().await?.time_zone;
        let zone = Zone::find_or_utc(&zone);
        let now = self.clock.now();
        let recurrence = read_rule(&new, &zone, now, &mut errors);
        let next = recurrence.as_ref().map(|rule| next_starts(rule, None, now));
        let mut write = match self.begin_idempotent(key).await? {
            Begun::Now(write) => write,
            Begun::Before(id) => {
                let id = SeriesId::parse(&id).ok_or(Error::NotFound)?;
                return Ok(self.store.read().await?.get_series(&id).await?);
            }
        };
        errors.into_result()?;
        let (Some(recurrence), Some(next)) = (recurrence, next) else {
            return Err(Error::internal(&"a rule got lost"));
        };
        let mut series = Series {
            id: self.new_id(SeriesId::parse)?,
            rule: recurrence.text().to_owned(),
            time_zone: zone.name().to_owned(),
            first_start: new.first_start,
            duration_secs: new.duration_secs,
            template: Pattern {
                plan: plan_of(&new.template.plan, None),
                ..new.template
            },
            maker: who.answerable().cloned(),
            created_at: now,
            made_until: None,
            due_at: None,
            ended_at: None,
        };
        crate::app::incidents::check_components(&mut write, &series.template.component_ids).await?;
        let made = self.top_up(&mut write, &mut series, next).await?;
        write.save_series(&series).await?;
        self.keep_key(&mut write, key, series.id.as_str()).await?;
        let scheduled = MaintenanceHappening::SeriesScheduled {
            series: &series,
            occurrences: made,
        };
        self.commit(write, who, scheduled).await?;
        Ok(series)
    }

    /// Ends a series: nothing is announced any more. A series that has ended is left as it is.
    pub async fn end_series(
        &self,
        who: &Actor,
        id: &SeriesId,
        upcoming: Upcoming,
        deliver_notifications: bool,
    ) -> Result<Series, Error> {
        who.allow(Permission::RunMaintenance)?;
        let mut write = self.store.begin().await?;
        let mut series = write.get_series(id).await?;
        if series.ended_at.is_some() {
            return Ok(series);
        }
        series.ended_at = Some(self.clock.now());
        series.due_at = None;
        write.save_series(&series).await?;
        let mut cancelled = 0;
        if upcoming == Upcoming::Cancel {
            for occurrence in write.list_open_occurrences(id).await? {
                if occurrence.is_untouched_occurrence() {
                    let mut occurrence = write.get_head(&occurrence.id).await?;
                    let announcement = Announcement {
                        body: None,
                        deliver_notifications: Some(deliver_notifications),
                    };
                    self.call_off(&mut write, &mut occurrence, announcement)
                        .await?;
                    cancelled += 1;
                }
            }
        }
        let ended = MaintenanceHappening::SeriesEnded {
            series: &series,
            how: SeriesEnd::ByHand { cancelled },
        };
        self.commit(write, who, ended).await?;
        Ok(series)
    }

    /// Returns every series, the newest first.
    pub async fn list_series(&self, who: &Actor) -> Result<Vec<Series>, Error> {
        who.allow(Permission::Read)?;
        Ok(self.store.read().await?.list_series().await?)
    }

    /// Returns the occurrences of a series that are not over, the next one first.
    pub async fn list_occurrences(
        &self,
        who: &Actor,
        id: &SeriesId,
    ) -> Result<Vec<Incident>, Error> {
        who.allow(Permission::Read)?;
        Ok(self.store.read().await?.list_open_occurrences(id).await?)
    }

    /// Makes the occurrences that are wanted now, and says in the series how far it is. Returns how many.
    pub(super) async fn top_up(
        &self,
        write: &mut Write,
        series: &mut Series,
        next: Vec<Ts>,
    ) -> Result<usize, Error> {
        let now = self.clock.now();
        let ahead = write.list_occurrence_starts(&series.id, now).await?;
        let wanted = top_up(series.made_until, &ahead, next, now);
        series.made_until = wanted.made_until;
        series.due_at = wanted.due_at;
        let present: HashSet<ComponentId> = write
            .list_components()
            .await?
            .into_iter()
            .filter(|one| !one.is_group() && one.archived_at.is_none())
            .map(|one| one.id)
            .collect();
        for starts_at in &wanted.make {
            let new = occurrence(series, *starts_at, &present);
            self.insert_maintenance(write, new).await?;
        }
        Ok(wanted.make.len())
    }
}

/// Returns the starts that a rule gives after an instant: the last of those that passed, and as many to come
/// as may be announced, and one more.
fn next_starts(recurrence: &Recurrence, after: Option<Ts>, now: Ts) -> Vec<Ts> {
    let mut starts = Vec::new();
    for start in recurrence.after(after) {
        if start <= now {
            starts.clear();
        }
        starts.push(start);
        if starts.len() > AHEAD_MOST + 1 {
            break;
        }
    }
    starts
}

/// Returns the next starts of a stored series.
pub(super) fn next_of(series: &Series, now: Ts) -> Result<Vec<Ts>, Error> {
    let zone = Zone::find(&series.time_zone)
        .map_err(|unknown| Error::Internal(english().problem(&unknown.into())))?;
    let first = LocalDateTime::parse(&series.first_start)
        .ok_or_else(|| Error::internal(&"a series has no first start"))?;
    let recurrence = Recurrence::parse(&series.rule, first, &zone).map_err(|problem| {
        let why = english().problem(&problem);
        Error::Internal(format!("the rule of series {} {why}", series.id))
    })?;
    Ok(next_starts(&recurrence, series.made_until, now))
}

fn occurrence(series: &Series, starts_at: Ts, present: &HashSet<ComponentId>) -> NewMaintenance {
    let template = &series.template;
    let window = Window {
        starts_at,
        ends_at: starts_at.plus_secs(series.duration_secs),
    };
    let of = Occurrence {
        series_id: series.id.clone(),
        starts_at,
    };
    NewMaintenance {
        plan: plan_of(&template.plan, Some(of)),
        touches: template
            .component_ids
            .iter()
            .filter(|id| present.contains(id))
            .map(|id| Touch {
                id: id.clone(),
                status: None,
            })
            .collect(),
        deliver_notifications: template.deliver_notifications,
        ..NewMaintenance::planned(&template.name, window, &template.body)
    }
}

/// Returns what a plan says will happen, without what happened.
fn plan_of(plan: &MaintenancePlan, occurrence: Option<Occurrence>) -> MaintenancePlan {
    MaintenancePlan {
        reminded_at: None,
        moved_at: None,
        cancelled_at: None,
        occurrence,
        ..plan.clone()
    }
}
