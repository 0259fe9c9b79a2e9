//! Flags and variables: one struct a concern. The texts here are the `--help`.

use std::net::{SocketAddr, ToSocketAddrs};

use clap::{Args, ValueEnum};

use crate::domain::problem::AddressProblem;
use crate::store::Location;
use crate::urls::PublicUrl;
use crate::web::proxies::TrustedProxies;

/// Where the data is.
#[derive(Debug, Clone, Args)]
pub struct DatabaseConfig {
    /// Database: <sqlite://FILE> (made when absent) or <postgres://USER:PASSWORD@HOST/NAME>
    #[arg(
        long,
        env = "DATABASE_URL",
        default_value = "sqlite://candor.db",
        hide_env_values = true,
        global = true
    )]
    pub database_url: String,
}

impl DatabaseConfig {
    /// Reads the address.
    ///
    /// # Errors
    /// Neither scheme, or no path.
    pub fn location(&self) -> Result<Location, String> {
        Location::parse(&self.database_url)
    }
}

/// Where the page is reached.
#[derive(Debug, Clone, Args)]
pub struct AddressConfig {
    /// Address and port to listen on
    #[arg(long, env = "CANDOR_LISTEN", default_value = "127.0.0.1:8080", value_parser = parse_listen)]
    pub listen: SocketAddr,

    /// Address under which readers reach the page [default: the page's own, else http:// and the listen
    /// address]
    #[arg(long, env = "CANDOR_PUBLIC_URL")]
    pub public_url: Option<String>,
}

impl AddressConfig {
    /// Returns the public address: the one given, else the page's, else the one listened on.
    ///
    /// # Errors
    /// The address makes no sense.
    pub fn public_url(
        &self,
        of_page: Option<&str>,
        listening: SocketAddr,
    ) -> Result<PublicUrl, AddressProblem> {
        let given = self.public_url.as_deref().filter(|text| !text.is_empty());
        match given.or(of_page) {
            Some(text) => PublicUrl::parse(text),
            None => PublicUrl::parse(&format!("http://{listening}")),
        }
    }
}

/// Reads `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080`.
fn parse_listen(text: &str) -> Result<SocketAddr, String> {
    text.to_socket_addrs()
        .ok()
        .and_then(|mut addresses| addresses.next())
        .ok_or_else(|| "use an address and a port such as 127.0.0.1:8080".to_owned())
}

/// How logs are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs: one object a line.
    Json,
}

/// What is logged, and how.
#[derive(Debug, Clone, Args)]
pub struct LogConfig {
    /// Form of the log on standard error
    #[arg(long, env = "CANDOR_LOG_FORMAT", default_value = "text", global = true)]
    pub log_format: LogFormat,

    /// What to log: a level (error, warn, info, debug) or a filter such as candor=debug [default: info
    /// when serving, else warn]
    #[arg(long, env = "CANDOR_LOG", global = true)]
    pub log: Option<String>,
}

/// What stands between the page and its readers.
#[derive(Debug, Clone, Args)]
pub struct ProxyConfig {
    /// Address or network of a proxy whose X-Forwarded-Proto is believed; may be given often
    #[arg(
        long = "trusted-proxy",
        env = "CANDOR_TRUSTED_PROXY",
        value_delimiter = ','
    )]
    pub trusted_proxies: Vec<String>,
}

impl ProxyConfig {
    /// Reads the addresses.
    ///
    /// # Errors
    /// One of them makes no sense.
    pub fn trusted(&self) -> Result<TrustedProxies, String> {
        let given = self.trusted_proxies.iter().filter(|text| !text.is_empty());
        TrustedProxies::parse(&given.cloned().collect::<Vec<_>>())
    }
}
