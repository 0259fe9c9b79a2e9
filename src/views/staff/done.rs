//! What a page says on top after something was done. It travels in the address as one of these words, so
//! nobody can make a page say anything else.

use crate::domain::text_enum;
use crate::i18n::Words;

text_enum! {
    /// Something that was just done.
    pub enum Done {
        /// A password was changed, which ended all sessions.
        PasswordChanged = "password-changed",
        /// A name was changed.
        NameChanged = "name-changed",
        /// A session was ended.
        SessionEnded = "session-ended",
        /// The other sessions were ended.
        OthersEnded = "others-ended",
        /// The second factor was turned off.
        FactorOff = "factor-off",
        /// An incident was created.
        IncidentCreated = "incident-created",
        /// An update was posted.
        UpdatePosted = "update-posted",
        /// An incident's facts were changed.
        IncidentChanged = "incident-changed",
        /// An update was corrected or removed.
        UpdateCorrected = "update-corrected",
        /// An incident was deleted.
        IncidentDeleted = "incident-deleted",
        /// A note was saved.
        NoteSaved = "note-saved",
        /// An incident was planned for its minute.
        IncidentPlanned = "incident-planned",
        /// A draft was saved.
        DraftSaved = "draft-saved",
        /// A draft was deleted.
        DraftDeleted = "draft-deleted",
        /// A postmortem was published.
        PostmortemPublished = "postmortem-published",
        /// A template was made or changed.
        TemplateSaved = "template-saved",
        /// A template was deleted.
        TemplateDeleted = "template-deleted",
        /// Settings were changed.
        SettingsSaved = "settings-saved",
        /// An image of the page was set.
        ImageSet = "image-set",
        /// An image of the page was removed.
        ImageRemoved = "image-removed",
        /// Somebody logged out.
        LoggedOut = "logged-out",
        /// Somebody's role was changed.
        RoleChanged = "role-changed",
        /// Somebody's sessions were ended.
        SessionsOfEnded = "sessions-of-ended",
        /// Somebody's second factor was reset.
        FactorReset = "factor-reset",
        /// Somebody was removed.
        PersonRemoved = "person-removed",
        /// An invitation was ended.
        InvitationEnded = "invitation-ended",
        /// An API token was ended.
        TokenRevoked = "token-revoked",
        /// A maintenance was announced.
        MaintenanceScheduled = "maintenance-scheduled",
        /// A maintenance was changed.
        MaintenanceChanged = "maintenance-changed",
        /// A maintenance was started by hand.
        MaintenanceStarted = "maintenance-started",
        /// A maintenance was finished by hand.
        MaintenanceFinished = "maintenance-finished",
        /// A maintenance was cancelled.
        MaintenanceCancelled = "maintenance-cancelled",
        /// A series of maintenances was announced.
        SeriesScheduled = "series-scheduled",
        /// A series of maintenances was ended.
        SeriesEnded = "series-ended",
        /// A component was added.
        ComponentAdded = "component-added",
        /// A component or group was changed.
        ComponentChanged = "component-changed",
        /// A component or group was moved.
        ComponentMoved = "component-moved",
        /// A component's status was set.
        StatusSet = "status-set",
        /// A component was archived.
        ComponentArchived = "component-archived",
        /// A component was brought back.
        ComponentRestored = "component-restored",
        /// A group was made.
        GroupMade = "group-made",
        /// A group was removed.
        GroupRemoved = "group-removed",
    }
}

impl Done {
    /// Returns the sentence.
    pub(super) fn text(self, words: &Words) -> String {
        match self {
            Self::PasswordChanged => words.say("done-password-changed"),
            Self::NameChanged => words.say("done-name-changed"),
            Self::SessionEnded => words.say("done-session-ended"),
            Self::OthersEnded => words.say("done-others-ended"),
            Self::FactorOff => words.say("done-factor-off"),
            Self::IncidentCreated => words.say("done-incident-created"),
            Self::UpdatePosted => words.say("done-update-posted"),
            Self::IncidentChanged => words.say("done-incident-changed"),
            Self::UpdateCorrected => words.say("done-update-corrected"),
            Self::IncidentDeleted => words.say("done-incident-deleted"),
            Self::NoteSaved => words.say("done-note-saved"),
            Self::IncidentPlanned => words.say("done-incident-planned"),
            Self::DraftSaved => words.say("done-draft-saved"),
            Self::DraftDeleted => words.say("done-draft-deleted"),
            Self::PostmortemPublished => words.say("done-postmortem-published"),
            Self::TemplateSaved => words.say("done-template-saved"),
            Self::TemplateDeleted => words.say("done-template-deleted"),
            Self::SettingsSaved => words.say("done-settings-saved"),
            Self::ImageSet => words.say("done-image-set"),
            Self::ImageRemoved => words.say("done-image-removed"),
            Self::LoggedOut => words.say("done-logged-out"),
            Self::RoleChanged => words.say("done-role-changed"),
            Self::SessionsOfEnded => words.say("done-sessions-of-ended"),
            Self::FactorReset => words.say("done-factor-reset"),
            Self::PersonRemoved => words.say("done-person-removed"),
            Self::InvitationEnded => words.say("done-invitation-ended"),
            Self::TokenRevoked => words.say("done-token-revoked"),
            Self::MaintenanceScheduled => words.say("done-maintenance-scheduled"),
            Self::MaintenanceChanged => words.say("done-maintenance-changed"),
            Self::MaintenanceStarted => words.say("done-maintenance-started"),
            Self::MaintenanceFinished => words.say("done-maintenance-finished"),
            Self::MaintenanceCancelled => words.say("done-maintenance-cancelled"),
            Self::SeriesScheduled => words.say("done-series-scheduled"),
            Self::SeriesEnded => words.say("done-series-ended"),
            Self::ComponentAdded => words.say("done-component-added"),
            Self::ComponentChanged => words.say("done-component-changed"),
            Self::ComponentMoved => words.say("done-component-moved"),
            Self::StatusSet => words.say("done-status-set"),
            Self::ComponentArchived => words.say("done-component-archived"),
            Self::ComponentRestored => words.say("done-component-restored"),
            Self::GroupMade => words.say("done-group-made"),
            Self::GroupRemoved => words.say("done-group-removed"),
        }
    }
}
