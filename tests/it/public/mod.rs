mod caching;
mod demo;
mod feeds;
mod pages;
mod privacy;

pub(crate) use demo::DOCUMENTS;
