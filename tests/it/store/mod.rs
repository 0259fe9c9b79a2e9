mod jobs;
mod naming;
mod opening;
mod story;
mod unsound;
mod words;
