//! What a status page *is*: its page, components, incidents and postmortems, and the rules that hold
//! between them.
//!
//! Pure: no I/O, no clock (now is an argument), no database, no format of the outside world.
//! [`public`] alone decides what readers may see.

pub mod affected;
pub mod color;
pub mod component;
pub mod correction;
pub mod explained;
pub mod head;
pub mod history;
pub mod id;
pub mod image;
pub mod incident;
pub mod naming;
pub mod note;
pub mod order;
pub mod overall;
pub mod page;
pub mod picks;
pub mod plan;
pub mod postmortem;
pub mod public;
pub mod relief;
pub mod reminder;
pub mod role;
pub mod series;
pub mod settings;
pub mod template;
pub mod text;
mod text_enum;
pub mod ts;

pub use color::{Color, Scheme};
pub use component::{Component, ComponentStatus, GroupDisplay, Place};
pub use correction::Correction;
pub use head::Head;
pub use id::{
    ComponentId, DraftId, IncidentId, LinkId, NoteId, PageId, SeriesId, SessionId, TemplateId,
    TokenId, UpdateId, UserId,
};
pub use image::{ImageFormat, ImageKind, PageImage};
pub use incident::{Change, Impact, Incident, Kind, Status, Update, Window, WrongStatus};
pub use note::Note;
pub use overall::{Indicator, Overall};
pub use page::Page;
pub use plan::{Occurrence, Plan, Step};
pub use postmortem::Postmortem;
pub use role::Role;
pub use series::{Pattern, Series};
pub use settings::{Link, Settings, Theme};
pub use template::Template;
pub(crate) use text_enum::text_enum;

pub use text::{Body, BodyFormat};
pub use ts::Ts;
