//! `candor serve`.

use std::net::SocketAddr;
use std::time::Duration;

use clap::Args;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::{Failure, actor, open, say};
use crate::app::App;
use crate::clock::Clock;
use crate::config::{AddressConfig, DatabaseConfig, ProxyConfig};
use crate::demo;
use crate::entropy::Entropy;
use crate::publication::Publication;
use crate::urls;
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

impl Serve {
    pub(super) async fn run(self, database: &DatabaseConfig) -> Result<(), Failure> {
        let location = database.location()?;
        let proxies = self.proxy.trusted()?;
        let listen = self.address.listen;
        self.address.public_url(None, listen)?;
        let listener = bind(listen).await?;
        let listening = listener.local_addr()?;
        let metrics = start_metrics()?;

        let app = open(database).await?;
        if self.demo {
            fill_demo(&app).await?;
        }
        let page = app.show_page(&actor()).await?;
        let url = self.address.public_url(page.url.as_deref(), listening)?;
        app.ensure_feed_host(&actor(), &url.host()).await?;

        let publication = Publication::start(
            app.store().clone(),
            Clock::system(),
            url.clone(),
            web::frame(&url),
        )
        .await?;
        let keeping = tokio::spawn(publication.clone().keep_live());
        let deeds = app.clone().announcing_to(publication.clone());
        let web = Web::new(web::Parts {
            app: deeds.clone(),
            publication: publication.clone(),
            entropy: Entropy::system(),
            metrics: Some(metrics),
            url: url.clone(),
            requests_per_minute: self.rate_limit,
        });
        let front = Front::new(publication, web::router(web), proxies, &url);

        // Before anybody is told that it serves: from then on a signal means a graceful stop.
        let stop = stop_signal()?;
        let room = server::room_for_connections();
        tracing::info!(url = url.as_str(), %listening, database = %location, connections = room, "serving");
        if let Some(token) = app.new_set_up_link(&actor()).await? {
            say(&format!(
                "Nobody can log in yet. Make the owner within an hour at {}",
                url.join(&urls::admin::set_up(&token))
            ))?;
        }
        let mut ticking = tokio::spawn(deeds.keep_time(stop.clone()));
        server::serve(listener, front, room, stop).await;
        // It ends the step that it is at; one that waits for a database that is away is given up whole.
        if tokio::time::timeout(TICK_STOP, &mut ticking).await.is_err() {
            ticking.abort();
            tracing::warn!("what is planned was interrupted; the next start goes on with it");
        }
        keeping.abort();
        app.store().close().await;
        tracing::info!("stopped");
        Ok(())
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

async fn fill_demo(app: &App) -> Result<(), Failure> {
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

/// Turns true at SIGTERM or SIGINT.
fn stop_signal() -> Result<watch::Receiver<bool>, Failure> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let (sender, receiver) = watch::channel(false);
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("stopping: requests under way are finished first");
        sender.send_replace(true);
        // The channel must outlive the server, or its end would read as a stop of its own.
        std::future::pending::<()>().await;
    });
    Ok(receiver)
}
