//! Incidents: their states and updates, the components they affect, and how these are released.

pub mod affected;
pub mod component_choice;
pub mod correction;
pub mod draft;
pub mod explained;
pub mod head;
pub mod incident;
pub mod note;
pub mod posted;
pub mod release;
pub mod reminder;
pub mod status;
pub mod update;
