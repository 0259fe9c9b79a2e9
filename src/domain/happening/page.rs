//! What happens to the page itself, its images and templates.

use super::macros::happenings;
use crate::domain::{IncidentTemplate, Page, PageId, PageImage};

happenings! {
    /// What happens to the page.
    pub enum PageHappening<'a> {
        /// The page was made, at the first start on a database.
        "page.create" => Created {
            /// The page.
            page: &'a PageId,
        },
        /// The page's settings were changed.
        "page.edit" => Edited {
            /// How it was.
            before: &'a Page,
            /// How it is.
            after: &'a Page,
        },
        /// The host in the ids of feed entries was fixed.
        "page.fix_feed_host" => FeedHostFixed {
            /// The page.
            page: &'a PageId,
            /// The host.
            feed_host: &'a str,
        },
        /// An image was put on the page.
        "image.set" => ImageSet {
            /// The image before.
            before: Option<&'a PageImage>,
            /// The image after.
            after: &'a PageImage,
        },
        /// An image was removed.
        "image.remove" => ImageRemoved {
            /// The image.
            image: &'a PageImage,
        },
        /// A template was made.
        "template.create" => TemplateMade {
            /// The template.
            template: &'a IncidentTemplate,
        },
        /// A template was changed.
        "template.edit" => TemplateEdited {
            /// How it was.
            before: &'a IncidentTemplate,
            /// How it is.
            after: &'a IncidentTemplate,
        },
        /// A template was removed.
        "template.delete" => TemplateDeleted {
            /// The template.
            template: &'a IncidentTemplate,
        },
    }
}

impl PageHappening<'_> {
    /// Returns to what it happened.
    pub fn subject(&self) -> &str {
        match self {
            Self::Created { page } | Self::FeedHostFixed { page, .. } => page.as_str(),
            Self::Edited { before, .. } => before.id.as_str(),
            Self::ImageSet { after: image, .. } | Self::ImageRemoved { image } => {
                image.kind.as_str()
            }
            Self::TemplateMade { template }
            | Self::TemplateDeleted { template }
            | Self::TemplateEdited {
                before: template, ..
            } => template.id.as_str(),
        }
    }

    /// Says whether readers may notice it: nobody outside sees templates.
    pub const fn is_public(&self) -> bool {
        match self {
            Self::Created { .. }
            | Self::Edited { .. }
            | Self::FeedHostFixed { .. }
            | Self::ImageSet { .. }
            | Self::ImageRemoved { .. } => true,
            Self::TemplateMade { .. }
            | Self::TemplateEdited { .. }
            | Self::TemplateDeleted { .. } => false,
        }
    }
}
