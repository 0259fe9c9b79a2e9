//! The components that a request names, in all the ways that clients do.

use std::collections::HashMap;

use serde_json::Value;

use super::ManageApiError;
use super::given::Given;
use crate::app::{FieldErrors, Touch};
use crate::domain::components::naming;
use crate::domain::incidents::affected::{Names, RANGES_MAX_BYTES, too_long};
use crate::domain::problem::{ComponentProblem, Problem, RequestProblem};
use crate::domain::{Component, ComponentId, ComponentStatus};
use crate::web::Web;

/// Most components that one request may name: as many as a page may have.
const MOST: usize = 1_100;

/// Reads `components` (a map of statuses, a list of ids or of objects), `component_ids` and our own `affected`; they
/// add up, and a status replaces a missing one. Each reports its first problem.
pub(super) async fn read(
    web: &Web,
    given: Given<'_>,
    errors: &mut FieldErrors,
) -> Result<Vec<Touch>, ManageApiError> {
    let mut touches = Touches::default();
    if let Some(value) = given.value("components") {
        errors.check("components", touches.components(value));
    }
    if let Some(value) = given.value("component_ids") {
        errors.check("component_ids", touches.ids(value));
    }
    if let Some(value) = given.value("affected") {
        let all = web.shown().await?.components;
        errors.check("affected", touches.affected(value, &all));
    }
    Ok(touches.list)
}

#[derive(Default)]
struct Touches {
    list: Vec<Touch>,
    places: HashMap<ComponentId, usize>,
}

impl Touches {
    fn add(&mut self, id: ComponentId, status: Option<ComponentStatus>) -> Result<(), Problem> {
        if let Some(place) = self.places.get(&id) {
            let touch = &mut self.list[*place];
            touch.status = status.or(touch.status);
        } else if self.list.len() == MOST {
            return Err(ComponentProblem::TooManyNamed { max: MOST }.into());
        } else {
            self.places.insert(id.clone(), self.list.len());
            self.list.push(Touch { id, status });
        }
        Ok(())
    }

    fn components(&mut self, value: &Value) -> Result<(), Problem> {
        match value {
            Value::Object(map) => map
                .iter()
                .try_for_each(|(id, status)| self.one(id, Some(status))),
            Value::Array(list) => list.iter().try_for_each(|item| match item {
                Value::String(id) => self.one(id, None),
                Value::Object(fields) => {
                    let id = ["id", "component_id", "code"]
                        .iter()
                        .find_map(|name| fields.get(*name).and_then(Value::as_str))
                        .ok_or(RequestProblem::ComponentWithoutId)?;
                    self.one(id, fields.get("status"))
                }
                _ => Err(RequestProblem::NotComponents.into()),
            }),
            _ => Err(RequestProblem::NotComponents.into()),
        }
    }

    fn ids(&mut self, value: &Value) -> Result<(), Problem> {
        let list = value.as_array().ok_or(RequestProblem::NotAListOfIds)?;
        list.iter().try_for_each(|item| {
            let id = item.as_str().ok_or(RequestProblem::NotAListOfIds)?;
            self.one(id, None)
        })
    }

    fn one(&mut self, id: &str, status: Option<&Value>) -> Result<(), Problem> {
        let id = ComponentId::parse(id).ok_or(RequestProblem::HoldsNoId)?;
        self.add(id, read_status(status)?)
    }

    fn affected(&mut self, value: &Value, all: &[Component]) -> Result<(), Problem> {
        let ranges: Vec<(&str, Option<&Value>)> = match value {
            Value::String(text) => vec![(text, None)],
            Value::Object(map) => map
                .iter()
                .map(|(text, status)| (text.as_str(), Some(status)))
                .collect(),
            _ => return Err(RequestProblem::NotRanges.into()),
        };
        if ranges.iter().map(|(text, _)| text.len()).sum::<usize>() > RANGES_MAX_BYTES {
            return Err(too_long());
        }
        let names = naming::group_names(all);
        let names = Names::new(&names);
        for (text, status) in ranges {
            let status = read_status(status)?;
            let touched = names.parse(text)?;
            for id in naming::find_all(all, &touched) {
                self.add(id, status)?;
            }
        }
        Ok(())
    }
}

/// Reads a status that may be left out.
fn read_status(status: Option<&Value>) -> Result<Option<ComponentStatus>, Problem> {
    match status {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.is_empty() => Ok(None),
        Some(value) => {
            let status = value.as_str().and_then(ComponentStatus::parse);
            status.map(Some).ok_or_else(|| {
                let all: Vec<&str> = ComponentStatus::ALL
                    .iter()
                    .map(|status| status.as_str())
                    .collect();
                let statuses = all.join(", ").into();
                RequestProblem::StatusNotAmong { statuses }.into()
            })
        }
    }
}
