//! What happens to incidents, notes and drafts.

use super::{AT, changed, id, kept};
use crate::domain::happening::IncidentHappening;
use crate::domain::incidents::incident::tests::{incident, update};
use crate::domain::{
    ComponentStatus, DraftId, IncidentHead, IncidentKind, Note, NoteId, Status, Window,
};

pub(super) fn incidents() -> impl Iterator<Item = IncidentHappening<'static>> {
    let mut open = incident(IncidentKind::Incident);
    let first = update(1, Status::Investigating, ComponentStatus::MajorOutage);
    open.post(first).expect("fits");
    let open = kept(open);
    let of = &open.id;
    let said = kept(update(2, Status::Resolved, ComponentStatus::Operational));
    let mut mended = said.clone();
    mended.body.text = "another \u{1F642} text".to_owned();
    let edit = |update, change: &dyn Fn(&mut IncidentHead)| {
        let (before, after) = changed(open, change);
        IncidentHappening::Changed {
            before,
            after,
            update,
        }
    };
    let draft = id(DraftId::parse, "d1");
    let name = "Calls do not arrive";
    [
        IncidentHappening::Opened {
            incident: open,
            drafted_by: None,
        },
        IncidentHappening::Opened {
            incident: open,
            drafted_by: Some("Bob"),
        },
        edit(Some(said), &|head| head.post(said).expect("fits")),
        edit(None, &|head| head.update_count += 1),
        edit(None, &|head| head.facts.name = "Calls fail".to_owned()),
        edit(None, &|head| head.facts.started_at = Some(AT)),
        edit(None, &|head| {
            head.facts.window = Some(Window {
                starts_at: AT,
                ends_at: AT.plus_secs(3_600),
            });
        }),
        IncidentHappening::Deleted {
            incident: open,
            changes: &said.changes,
        },
        IncidentHappening::UpdateCorrected {
            incident: of,
            before: said,
            after: kept(mended),
            reason: Some("A slip"),
        },
        IncidentHappening::UpdateRemoved {
            before: open,
            after: open,
            update: said,
            reason: None,
        },
        IncidentHappening::NoteAdded {
            incident: of,
            note: kept(Note {
                id: NoteId::parse("n1").expect("an id"),
                body: "Ask Bob".to_owned(),
                author: "Anna".to_owned(),
                created_at: AT,
                seq: 1,
            }),
        },
        IncidentHappening::NoteRemoved {
            incident: of,
            note: id(NoteId::parse, "n1"),
        },
        IncidentHappening::DraftSaved { draft, name },
        IncidentHappening::DraftSaved { draft, name: "" },
        IncidentHappening::DraftPlanned {
            draft,
            name,
            publish_at: AT,
        },
        IncidentHappening::DraftDeleted { draft, name },
        IncidentHappening::DraftFailed {
            draft,
            name,
            why: "components has no component x",
        },
    ]
    .into_iter()
}
