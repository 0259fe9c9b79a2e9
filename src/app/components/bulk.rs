//! The deed of adding many components at once.

use std::collections::HashSet;

use super::rules::{MOST, blank, current, next_position};
use crate::app::idempotency::{Begun, IdempotencyKey};
use crate::app::{Actor, App, Error, FieldErrors};
use crate::domain::happening::ComponentHappening;
use crate::domain::problem::{ChoiceProblem, ComponentProblem, TextProblem};
use crate::domain::{Component, ComponentId, Permission, Placement, text};

/// Where many components are added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Groups {
    /// To every group.
    All,
    /// To these groups.
    Chosen(Vec<ComponentId>),
    /// To none.
    TopLevel,
    /// To groups by name, one a line; those that do not exist are made.
    New(String),
}

/// What was added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Added {
    /// Components made.
    pub components: usize,
    /// Groups made.
    pub groups: usize,
    /// Components that were there already.
    pub skipped: usize,
}

impl Added {
    /// Writes what is remembered under a client's key.
    fn remembered(self) -> String {
        format!("{} {} {}", self.components, self.groups, self.skipped)
    }

    fn recalled(text: &str) -> Option<Self> {
        let mut numbers = text.split(' ').map(|part| part.parse().ok());
        Some(Self {
            components: numbers.next()??,
            groups: numbers.next()??,
            skipped: numbers.next()??,
        })
    }
}

impl App {
    /// Adds components by name, one a line, to groups. A name that a group has already is passed over.
    /// One transaction, some statements, whatever their number.
    pub async fn add_components(
        &self,
        who: &Actor,
        names: &str,
        groups: &Groups,
        key: Option<&IdempotencyKey>,
    ) -> Result<Added, Error> {
        who.allow(Permission::ManagePage)?;
        let mut errors = FieldErrors::default();
        let names = lines("names", names, &mut errors);
        let new_groups = match groups {
            Groups::New(names) => lines("groups", names, &mut errors),
            Groups::All | Groups::Chosen(_) | Groups::TopLevel => Vec::new(),
        };
        errors.into_result()?;
        let mut write = match self.begin_idempotent(key).await? {
            Begun::Now(write) => write,
            Begun::Before(text) => {
                return Added::recalled(&text)
                    .ok_or_else(|| Error::internal(&"a remembered answer makes no sense"));
            }
        };
        let all = current(&mut write).await?;
        let mut plan = Batch::new(self, &all);
        let places = plan.places(groups, &new_groups)?;
        let missing: usize = places.iter().map(|one| plan.missing(one, &names)).sum();
        let total = all.len() + plan.new.len() + missing;
        if total > MOST {
            let problem = ComponentProblem::TooManyMade { total, max: MOST };
            return Err(Error::invalid("names", problem));
        }
        for place in &places {
            plan.fill(place, &names)?;
        }
        let Batch { mut new, added, .. } = plan;
        if new.is_empty() {
            return Ok(added);
        }
        let count = i64::try_from(new.len()).unwrap_or(i64::MAX);
        let first = write.next_seqs(count).await?;
        for (seq, component) in (first..).zip(&mut new) {
            component.seq = seq;
        }
        write.save_components(&new).await?;
        self.keep_key(&mut write, key, &added.remembered()).await?;
        let many = ComponentHappening::ManyAdded {
            names: &names,
            components: added.components,
            groups: added.groups,
            skipped: added.skipped,
        };
        self.commit(write, who, many).await?;
        Ok(added)
    }
}

/// What will be stored.
struct Batch<'a> {
    app: &'a App,
    all: &'a [Component],
    new: Vec<Component>,
    added: Added,
    next_at_top: i64,
}

impl<'a> Batch<'a> {
    fn new(app: &'a App, all: &'a [Component]) -> Self {
        Self {
            app,
            all,
            new: Vec::new(),
            added: Added::default(),
            next_at_top: next_position(all, &Placement::TopLevel),
        }
    }

    fn add(&mut self, place: Placement, name: &str, position: i64) -> Result<ComponentId, Error> {
        let id = self.app.new_id(ComponentId::parse)?;
        self.new.push(Component {
            name: name.to_owned(),
            position,
            ..blank(id.clone(), place, 0, self.app.clock.now())
        });
        Ok(id)
    }

    /// Returns where components go, and adds the groups that are missing.
    fn places(&mut self, groups: &Groups, names: &[String]) -> Result<Vec<Placement>, Error> {
        let all = self.all;
        let mut places: Vec<Placement> = Vec::new();
        match groups {
            Groups::TopLevel => places.push(Placement::TopLevel),
            Groups::All => places.extend(all_groups(all).map(|one| Placement::In(one.id.clone()))),
            Groups::Chosen(ids) => {
                for id in ids {
                    if !all_groups(all).any(|one| one.id == *id) {
                        let name = id.as_str().into();
                        let problem = ComponentProblem::NoGroup { name };
                        return Err(Error::invalid("groups", problem));
                    }
                    let place = Placement::In(id.clone());
                    if !places.contains(&place) {
                        places.push(place);
                    }
                }
            }
            Groups::New(_) => {
                for name in names {
                    let id = if let Some(group) = all_groups(all).find(|one| one.name == *name) {
                        group.id.clone()
                    } else {
                        self.added.groups += 1;
                        let position = self.next_at_top;
                        self.next_at_top += 1;
                        self.add(Placement::Group, name, position)?
                    };
                    places.push(Placement::In(id));
                }
            }
        }
        if places.is_empty() {
            return Err(Error::invalid("groups", TextProblem::Blank));
        }
        Ok(places)
    }

    /// Returns the names that a place has.
    fn there(&self, place: &Placement) -> HashSet<&'a str> {
        let group = match place {
            Placement::In(id) => Some(id),
            Placement::Group | Placement::TopLevel => None,
        };
        self.all
            .iter()
            .filter(|one| !one.is_group() && one.group_id() == group)
            .map(|one| one.name.as_str())
            .collect()
    }

    /// Counts the names that a place does not have.
    fn missing(&self, place: &Placement, names: &[String]) -> usize {
        let there = self.there(place);
        names
            .iter()
            .filter(|name| !there.contains(name.as_str()))
            .count()
    }

    /// Adds to a place the names that it does not have, after those that it has.
    fn fill(&mut self, place: &Placement, names: &[String]) -> Result<(), Error> {
        let there = self.there(place);
        let mut position = next_position(self.all, place);
        for name in names {
            if there.contains(name.as_str()) {
                self.added.skipped += 1;
                continue;
            }
            self.add(place.clone(), name, position)?;
            position += 1;
            self.added.components += 1;
        }
        Ok(())
    }
}

fn all_groups(all: &[Component]) -> impl Iterator<Item = &Component> {
    all.iter().filter(|one| one.is_group())
}

/// Reads names, one a line, each once; blank lines do not count.
fn lines(field: &str, text: &str, errors: &mut FieldErrors) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let name = text::cleaned_name(line);
        let name = name.trim();
        if name.is_empty() || names.iter().any(|known| known == name) {
            continue;
        }
        if names.len() >= MOST {
            errors.add(field, ChoiceProblem::TooMany { max: MOST });
            return names;
        }
        let checked = text::check_name(name);
        errors.check(
            field,
            checked.map_err(|problem| ComponentProblem::InLine {
                number,
                problem: Box::new(problem.into()),
            }),
        );
        names.push(name.to_owned());
    }
    if names.is_empty() {
        errors.add(field, TextProblem::Blank);
    }
    names
}
