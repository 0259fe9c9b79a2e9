//! Corrections of published updates and postmortems, which are read for their own page alone.

use super::posted;
use crate::domain::incidents::correction::{Amendment, Correction, Version};
use crate::domain::{Body, BodyFormat, IncidentId, Ts, UpdateId};
use crate::store::db::q;
use crate::store::error::stored;
use crate::store::sound::sound;
use crate::store::{Read, StoreError, Write};

/// Most corrections of one incident that are read.
const MOST: i64 = 200;

const TABLE: &str = "corrections";

#[derive(sqlx_macros::FromRow)]
struct CorrectionRow {
    seq: i64,
    update_id: String,
    body: Option<String>,
    body_format: Option<String>,
    posted: Option<String>,
    display_at: Ts,
    new_display_at: Option<Ts>,
    reason: Option<String>,
    corrected_at: Ts,
}

impl TryFrom<CorrectionRow> for Correction {
    type Error = StoreError;

    fn try_from(row: CorrectionRow) -> Result<Self, StoreError> {
        let id = row.seq.to_string();
        let amendment = match (row.body, row.new_display_at) {
            (Some(text), Some(display_at)) => {
                let format = row.body_format.unwrap_or_default();
                let format = stored(BodyFormat::parse(&format), TABLE, "body_format", &id)?;
                Amendment::Changed {
                    before: Version {
                        body: Body {
                            posted: posted::read(row.posted.as_deref(), TABLE, &id),
                            ..Body::written(text, format)
                        },
                        display_at: row.display_at,
                    },
                    display_at,
                }
            }
            _ => Amendment::Removed {
                display_at: row.display_at,
            },
        };
        Ok(Self {
            seq: row.seq,
            update_id: stored(UpdateId::parse(&row.update_id), TABLE, "update_id", &id)?,
            amendment,
            reason: row.reason,
            corrected_at: row.corrected_at,
        })
    }
}

impl Read {
    /// Returns the corrections of an incident, newest first. At most 200.
    pub async fn list_corrections(
        &mut self,
        incident: &IncidentId,
    ) -> Result<Vec<Correction>, StoreError> {
        let rows: Vec<CorrectionRow> = self
            .tx
            .all(
                q(
                    "select seq, update_id, body, body_format, display_at, new_display_at, reason,
                          corrected_at, posted
                     from corrections
                    where incident_id = $1
                    order by seq desc limit $2",
                )
                .bind(incident.as_str())
                .bind(MOST),
            )
            .await?;
        Ok(sound(rows))
    }
}

impl Write {
    /// Stores a correction of an incident's update or postmortem, with the text before it.
    pub async fn insert_correction(
        &mut self,
        incident: &IncidentId,
        correction: &Correction,
    ) -> Result<(), StoreError> {
        let (before, display_at, new_display_at) = match &correction.amendment {
            Amendment::Changed { before, display_at } => {
                (Some(&before.body), before.display_at, Some(*display_at))
            }
            Amendment::Removed { display_at } => (None, *display_at, None),
        };
        self.tx
            .exec(
                q("insert into corrections (seq, incident_id, update_id, body, body_format, display_at,
                                            new_display_at, reason, corrected_at, posted)
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
                .bind(correction.seq)
                .bind(incident.as_str())
                .bind(correction.update_id.as_str())
                .bind(before.map(|body| body.text.as_str()))
                .bind(before.map(|body| body.format.as_str()))
                .bind(display_at)
                .bind(new_display_at)
                .bind(correction.reason.as_deref())
                .bind(correction.corrected_at)
                .bind(before.and_then(|body| body.posted.as_deref().map(posted::print))),
            )
            .await?;
        Ok(())
    }

    /// Removes the corrections of an update or postmortem that is no longer public, with its earlier texts.
    pub async fn delete_corrections(&mut self, of: &UpdateId) -> Result<(), StoreError> {
        self.tx
            .exec(q("delete from corrections where update_id = $1").bind(of.as_str()))
            .await?;
        Ok(())
    }
}
