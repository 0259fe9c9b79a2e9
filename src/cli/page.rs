//! `candor page`.

use clap::{Args, Subcommand};
use serde_json::json;

use super::{Failure, actor, in_words, open, say};
use crate::app::PageEdit;
use crate::config::{AddressConfig, DatabaseConfig};
use crate::domain;
use crate::urls::PublicUrl;

/// The page's own settings.
#[derive(Debug, Subcommand)]
pub(super) enum Page {
    /// Show them
    Show {
        /// As a JSON object with id, name, `time_zone` and url
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        address: AddressConfig,
    },
    /// Change them
    Set {
        #[command(flatten)]
        edit: Edit,
        #[command(flatten)]
        address: AddressConfig,
    },
}

/// What to change.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
pub(super) struct Edit {
    /// The name that readers see
    #[arg(long)]
    name: Option<String>,
    /// IANA name of the zone in which times are shown, such as `America/New_York`
    #[arg(long)]
    time_zone: Option<String>,
    /// The address under which readers reach the page
    #[arg(long)]
    url: Option<String>,
}

impl Page {
    pub(super) async fn run(self, database: &DatabaseConfig) -> Result<(), Failure> {
        match self {
            Self::Show { json, address } => {
                let (app, store) = open(database).await?;
                let page = app.show_page(&actor()).await?;
                show(&page, &address, json)?;
                store.close().await;
            }
            Self::Set { edit, address } => {
                let url = match &edit.url {
                    Some(text) => {
                        let url = PublicUrl::parse(text).map_err(in_words)?;
                        Some(url.as_str().to_owned())
                    }
                    None => None,
                };
                let edit = PageEdit {
                    name: edit.name,
                    time_zone: edit.time_zone,
                    url,
                    ..PageEdit::default()
                };
                let (app, store) = open(database).await?;
                let page = app.edit_page(&actor(), &edit).await?;
                show(&page, &address, false)?;
                store.close().await;
            }
        }
        Ok(())
    }
}

fn show(page: &domain::Page, address: &AddressConfig, as_json: bool) -> Result<(), Failure> {
    let url = address.public_url(page.url.as_deref(), address.listen);
    let url = url.map_err(in_words)?;
    if as_json {
        let object = json!({
            "id": page.id.as_str(),
            "name": page.name,
            "time_zone": page.time_zone,
            "url": url.as_str(),
        });
        return say(&object.to_string());
    }
    say(&format!("id         {}", page.id))?;
    say(&format!("name       {}", page.name))?;
    say(&format!("time zone  {}", page.time_zone))?;
    say(&format!("url        {}", url.as_str()))
}
