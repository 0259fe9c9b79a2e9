mod jobs;
mod naming;
mod opening;
mod posted;
mod revisions;
mod story;
mod unsound;
mod words;
