mod branding;
mod caching;
mod corrections;
mod dated;
mod demo;
mod documents;
mod feeds;
mod pages;
mod privacy;
mod promises;
mod removals;
mod statuspage_pages;

pub(crate) use demo::DOCUMENTS;
