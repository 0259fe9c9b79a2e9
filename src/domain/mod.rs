//! What a status page *is*: its page, components, incidents and postmortems, and the rules that hold
//! between them.
//!
//! Pure: no I/O, no clock (now is an argument), no database, no format of the outside world.
//! [`public`] alone decides what readers may see.

pub mod access;
pub mod audit;
pub mod components;
pub mod happening;
pub mod id;
pub mod incidents;
pub mod job;
pub mod maintenances;
pub mod overall;
pub mod page;
pub mod postmortems;
pub mod problem;
pub mod public;
pub mod text;
mod text_enum;
pub mod ts;
pub mod versions;

pub use access::api_token::{ApiToken, TokenState};
pub use access::one_time_link::{LinkKind, OneTimeLink};
pub use access::person::{Person, Totp};
pub use access::role::{Permission, Role};
pub use access::session::Session;
pub use audit::entry::{AuditEntry, AuditFilter};
pub use components::component::{Component, ComponentStatus, GroupDisplay, Placement};
pub use id::{
    ComponentId, DraftId, IncidentId, LinkId, NoteId, PageId, PersonId, SeriesId, SessionId,
    TemplateId, TokenId, UpdateId,
};
pub use incidents::correction::Correction;
pub use incidents::draft::{DraftState, DraftVersion, IncidentDraft};
pub use incidents::head::IncidentHead;
pub use incidents::incident::Incident;
pub use incidents::note::Note;
pub use incidents::posted::{PlannedTime, Posted, PostedSentence};
pub use incidents::status::{Impact, IncidentKind, Status};
pub use incidents::update::{Change, Update, UpdateDetails};
pub use job::{Job, JobKind};
pub use maintenances::due_transition::DueTransition;
pub use maintenances::plan::{MaintenancePlan, Occurrence};
pub use maintenances::series::{Pattern, Series};
pub use maintenances::window::Window;
pub use overall::{Indicator, Overall};
pub use page::asset::{Asset, MediaType};
pub use page::color::{Color, Scheme};
pub use page::image::{ImageFormat, ImageKind, PageImage};
pub use page::own::Page;
pub use page::revisions::SettingRevisions;
pub use page::settings::{PageLink, Settings, Theme};
pub use page::template::IncidentTemplate;
pub use postmortems::postmortem::Postmortem;
pub use problem::Problem;
pub(crate) use text_enum::text_enum;

pub use text::{Body, BodyFormat, BodyText};
pub use ts::Ts;
