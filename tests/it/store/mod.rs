mod opening;
mod story;
