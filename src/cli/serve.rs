//! `candor serve`.

use std::net::SocketAddr;
use std::time::Duration;

use clap::Args;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::{Failure, actor, in_words, say, stop};
use crate::app::{self, App};
use crate::clock::Clock;
use crate::config::{AddressConfig, DatabaseConfig, ProxyConfig};
use crate::demo;
use crate::entropy::Entropy;
use crate::house::House;
use crate::publication::PublicationError;
use crate::store::{Store, StoreError};
use crate::urls;
use crate::web::door::FrontDoor;
use crate::web::front::Front;
use crate::web::{self, Web, server};

/// Serve the page.
#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    address: AddressConfig,

    #[command(flatten)]
    proxy: ProxyConfig,

    /// Requests a minute that an API token may make; 0 is no limit
    #[arg(long, env = "CANDOR_RATE_LIMIT", default_value_t = 3000)]
    rate_limit: u32,

    /// Fill an empty database with the example page
    #[arg(long, env = "CANDOR_DEMO", value_parser = parse_switch)]
    demo: bool,
}

/// Reads a variable that is a switch; an empty one is off.
fn parse_switch(text: &str) -> Result<bool, String> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "on" => Ok(true),
        "" | "false" | "0" | "no" | "off" => Ok(false),
        _ => Err("use true or false".to_owned()),
    }
}

/// How long the clock may take to end the step that it is at.
const TICK_STOP: Duration = Duration::from_secs(5);

/// Upper bounds of the histograms' buckets, in seconds.
const BUCKETS: &[f64] = &[0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0];

/// How often the samples of histograms are merged.
const UPKEEP: Duration = Duration::from_secs(5);

/// How long to wait before a database that cannot be reached is tried again.
const RETRY: Duration = Duration::from_secs(1);

impl Serve {
    pub(super) async fn run(self, database: &DatabaseConfig) -> Result<(), Failure> {
        let location = database.location()?;
        let proxies = self.proxy.trusted()?;
        let listen = self.address.listen;
        self.address.public_url(None, listen).map_err(in_words)?;
        let listener = bind(listen).await?;
        let listening = listener.local_addr()?;
        let metrics = start_metrics()?;
        let upkeep = tokio::spawn(keep_up(metrics.clone()));
        // Set up before anybody is answered, so that from then on a signal means a graceful stop.
        let stop = stop::on_signal()?;
        let room = server::room_for_connections();
        let door = FrontDoor::default();
        let (close, closing) = watch::channel(false);
        let mut serving = tokio::spawn(server::serve(listener, door.clone(), room, closing));

        let mut stopping = stop.clone();
        let prepared = tokio::select! {
            prepared = self.prepare(database, listening) => prepared.map(Some),
            _ = stopping.wait_for(|stop| *stop) => Ok(None),
        };
        let house = match prepared {
            Ok(Some(house)) => house,
            nothing => {
                close.send_replace(true);
                let _ = serving.await;
                return nothing.map(|_| ());
            }
        };
        let keeping = tokio::spawn(house.publication.clone().keep_live());
        let web = Web::new(web::Parts {
            house: house.clone(),
            entropy: Entropy::system(),
            metrics: Some(metrics),
            requests_per_minute: self.rate_limit,
        });
        door.open(Front::new(web, proxies));
        tracing::info!(url = house.url.as_str(), %listening, database = %location, connections = room, "serving");
        invite_an_owner(&house).await?;
        let mut ticking = tokio::spawn(house.app.clone().keep_time(stop.clone()));
        let _ = stopping.wait_for(|stop| *stop).await;
        close.send_replace(true);
        let _ = (&mut serving).await;
        // The clock ends the step that it is at. A step that waits for a database that is away is given up whole.
        if tokio::time::timeout(TICK_STOP, &mut ticking).await.is_err() {
            ticking.abort();
            tracing::warn!("what is planned was interrupted; the next start goes on with it");
        }
        upkeep.abort();
        keeping.abort();
        // An edition may still be in the making; the database is closed after that.
        let _ = tokio::time::timeout(TICK_STOP, keeping).await;
        house.close().await;
        tracing::info!("stopped");
        Ok(())
    }

    /// Opens the database and makes the first edition. A database that cannot be reached is waited for.
    async fn prepare(
        &self,
        database: &DatabaseConfig,
        listening: SocketAddr,
    ) -> Result<House, Failure> {
        let mut is_waiting = false;
        loop {
            match self.try_to_prepare(database, listening).await {
                Ok(house) => return Ok(house),
                Err(NotReady::Never(why)) => return Err(why),
                Err(NotReady::NotYet(why)) if is_waiting => {
                    tracing::debug!(why, "the database still cannot be used");
                }
                Err(NotReady::NotYet(why)) => {
                    is_waiting = true;
                    tracing::error!(
                        why,
                        "the database cannot be used; it is tried again every second"
                    );
                }
            }
            tokio::time::sleep(RETRY).await;
        }
    }

    async fn try_to_prepare(
        &self,
        database: &DatabaseConfig,
        listening: SocketAddr,
    ) -> Result<House, NotReady> {
        let store = Store::open(&database.location().map_err(Failure)?).await?;
        let app = App::new(store.clone(), Clock::system(), Entropy::system()).await?;
        if self.demo {
            fill_demo(&app).await?;
        }
        let page = app.show_page(&actor()).await?;
        let url = self
            .address
            .public_url(page.url.as_deref(), listening)
            .map_err(|problem| Failure(in_words(problem)))?;
        app.ensure_feed_host(&actor(), &url.host()).await?;
        // A database that can only be read still serves; the next start notes it.
        if let Err(error) = app.note_address(url.as_str()).await {
            tracing::warn!(%error, "the page's address could not be noted");
        }
        let frame = web::frame(&url);
        Ok(House::start(store, app, Clock::system(), url, frame).await?)
    }
}

/// Shows a link with which the owner is made, if nobody can log in yet. Customers are served without it.
async fn invite_an_owner(house: &House) -> Result<(), Failure> {
    match house.app.new_set_up_link(&actor()).await {
        Ok(None) => Ok(()),
        Ok(Some(token)) => say(&format!(
            "Nobody can log in yet. Make the owner within an hour at {}",
            house.url.join(&urls::admin::set_up(&token))
        )),
        Err(app::Error::Unavailable(why)) => {
            tracing::warn!(%why, "nobody can log in yet, and no link for an owner can be made; start again when the \
                 database takes writes");
            Ok(())
        }
        Err(other) => Err(other.into()),
    }
}

/// Why there is nothing to serve.
enum NotReady {
    /// The database cannot be reached now.
    NotYet(String),
    /// Trying again is no use.
    Never(Failure),
}

impl From<Failure> for NotReady {
    fn from(why: Failure) -> Self {
        Self::Never(why)
    }
}

impl From<StoreError> for NotReady {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy
            | StoreError::Full
            | StoreError::ReadOnly
            | StoreError::Unreachable(_)
            | StoreError::Unsure(_) => Self::NotYet(error.to_string()),
            other => Self::Never(other.into()),
        }
    }
}

impl From<app::Error> for NotReady {
    fn from(error: app::Error) -> Self {
        match error {
            app::Error::Unavailable(error) => error.into(),
            other => Self::Never(other.into()),
        }
    }
}

impl From<PublicationError> for NotReady {
    fn from(error: PublicationError) -> Self {
        match error {
            PublicationError::Unavailable(why) => Self::NotYet(why),
            PublicationError::Render(why) => Self::Never(Failure(why)),
        }
    }
}

async fn bind(listen: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(listen)
        .await
        .map_err(|error| Failure(format!("cannot listen on {listen}: {error}")))
}

fn start_metrics() -> Result<PrometheusHandle, Failure> {
    Ok(PrometheusBuilder::new()
        .set_buckets(BUCKETS)?
        .install_recorder()?)
}

/// Merges the histograms' samples every few seconds: they would pile up if nobody asks for metrics.
async fn keep_up(metrics: PrometheusHandle) {
    let mut clock = tokio::time::interval(UPKEEP);
    loop {
        clock.tick().await;
        metrics.run_upkeep();
    }
}

async fn fill_demo(app: &App) -> Result<(), app::Error> {
    let report = app
        .import(&actor(), demo::page(app.now()), false, |_| {})
        .await?;
    if report.is_unchanged() {
        tracing::warn!("the database holds data already, so --demo changed nothing");
    } else {
        tracing::info!(
            components = report.components.imported,
            incidents = report.incidents.imported,
            "the database was empty and now holds the demo"
        );
    }
    Ok(())
}
