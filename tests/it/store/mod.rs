mod opening;
mod story;
mod words;
