mod jobs;
mod naming;
mod opening;
mod revisions;
mod story;
mod unsound;
mod words;
