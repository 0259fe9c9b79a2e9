//! From the data to an edition. An incident that cannot be rendered is left out, so that the others still reach their
//! readers.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::PublicationError;
use super::document::DocumentFrame;
use super::edition::Edition;
use super::moment::{moment, past_since};
use super::render::Renderer;
use crate::domain::public::{Snapshot, reveal};
use crate::domain::{Incident, PageImage, Ts};
use crate::store::{Reads, StoreError};
use crate::zone::Zone;

const LEFT_OUT: &str = "candor_incidents_left_out_total";

/// Says what the metric means, and starts it.
pub(super) fn describe_metrics() {
    metrics::describe_counter!(
        LEFT_OUT,
        "Incidents that could not be rendered and were left out of an edition"
    );
    metrics::counter!(LEFT_OUT).increment(0);
}

/// What an edition is made from.
pub(super) struct Loaded {
    snapshot: Snapshot,
    revision: i64,
    now: Ts,
}

/// An edition, and when the next one is due if no data changes.
pub(super) struct Made {
    pub(super) edition: Edition,
    /// It shows something else than the one before.
    pub(super) is_new: bool,
    pub(super) next_boundary: Ts,
}

/// Reads what an edition is made from. Images that are known already are not read again.
pub(super) async fn load(
    reads: &Reads,
    now: Ts,
    known: &[Arc<PageImage>],
) -> Result<Loaded, StoreError> {
    let mut read = reads.read().await?;
    let revision = read.revision().await?;
    let zone = Zone::find_or_utc(&read.get_page().await?.time_zone);
    Ok(Loaded {
        snapshot: read.snapshot(past_since(&zone, now), known).await?,
        revision,
        now,
    })
}

/// Makes an edition. If it cannot be made, those of its incidents that cannot be rendered are found and left out.
pub(super) fn make(
    mut loaded: Loaded,
    renderer: &Renderer,
    frame: &DocumentFrame,
    before: Option<&Edition>,
) -> Result<Made, PublicationError> {
    let attempt = |loaded: &Loaded| catch(|| draw(loaded, renderer, frame, before));
    let error = match attempt(&loaded) {
        Ok(made) => return Ok(made),
        Err(error) => error,
    };
    let all = std::mem::take(&mut loaded.snapshot.incidents);
    let count = all.len();
    loaded.snapshot.incidents = renderable(all, &|some| {
        let some = Loaded {
            snapshot: Snapshot {
                incidents: some.to_vec(),
                ..loaded.snapshot.clone()
            },
            ..loaded
        };
        catch(|| draw(&some, renderer, frame, None))
    });
    if loaded.snapshot.incidents.len() == count {
        return Err(error);
    }
    attempt(&loaded)
}

fn draw(
    loaded: &Loaded,
    renderer: &Renderer,
    frame: &DocumentFrame,
    before: Option<&Edition>,
) -> Result<Made, PublicationError> {
    let snapshot = &loaded.snapshot;
    let zone = Zone::find_or_utc(&snapshot.page.time_zone);
    let (moment, next_boundary) = moment(&zone, snapshot, loaded.now);
    let mut state = reveal(snapshot, moment);
    if let Some(before) = before {
        state.share_parts_of(&before.state);
    }
    let numbers = (loaded.revision, snapshot.components.len());
    let (edition, is_new) = match before {
        Some(before) if before.state == state => (before.at_revision(numbers), false),
        _ => (
            Edition::make(state, numbers, renderer, frame, (before, loaded.now))?,
            true,
        ),
    };
    Ok(Made {
        edition,
        is_new,
        next_boundary,
    })
}

/// Returns the incidents that can be rendered. Few cannot, so the search for them halves the list.
fn renderable<T>(
    incidents: Vec<Incident>,
    render: &impl Fn(&[Incident]) -> Result<T, PublicationError>,
) -> Vec<Incident> {
    let Err(error) = render(&incidents) else {
        return incidents;
    };
    match incidents.as_slice() {
        [] => incidents,
        [bad] => {
            metrics::counter!(LEFT_OUT).increment(1);
            tracing::error!(%error, incident = bad.id.as_str(), "left out: it cannot be rendered");
            Vec::new()
        }
        _ => {
            let mut first = incidents;
            let second = first.split_off(first.len() / 2);
            let mut kept = renderable(first, render);
            kept.extend(renderable(second, render));
            kept
        }
    }
}

/// Does work whose panic must end nothing else.
pub(super) fn catch<T>(
    work: impl FnOnce() -> Result<T, PublicationError>,
) -> Result<T, PublicationError> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(PublicationError::Render("rendering panicked".to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::incidents::incident::tests::incident;
    use crate::domain::{IncidentId, IncidentKind};

    #[test]
    fn only_what_cannot_be_rendered_is_left_out() {
        let named = |number: usize| Incident {
            id: IncidentId::parse(&format!("i{number}")).expect("an id"),
            ..incident(IncidentKind::Incident)
        };
        for bad in [vec![], vec![0], vec![3, 4, 49], (0..50).collect::<Vec<_>>()] {
            let all: Vec<Incident> = (0..50).map(named).collect();
            let is_bad = |one: &Incident| bad.iter().any(|number| one.id == named(*number).id);
            let wanted: Vec<Incident> = all.iter().filter(|one| !is_bad(one)).cloned().collect();
            let tries = std::cell::Cell::new(0);
            let kept = renderable(all, &|some| {
                tries.set(tries.get() + 1);
                catch(|| {
                    assert!(!some.iter().any(is_bad), "a fault of ours");
                    Ok(())
                })
            });
            assert_eq!(kept, wanted);
            assert!(tries.get() <= 1 + 14 * bad.len(), "{}", tries.get());
        }
    }
}
