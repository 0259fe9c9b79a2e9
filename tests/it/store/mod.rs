mod jobs;
mod opening;
mod story;
mod unsound;
mod words;
