-- Files that pages name by a hash stay served for a week after they were replaced, so that a page in a cache, or one that
-- another version's node made, never stands unstyled. A program that does not know this table serves its own files alone.

create table assets (
    -- it holds the hash of the content
    path text not null primary key,
    content_type text not null,
    -- base64, as that of page_images
    body text not null,
    -- when it was last known to be in use: the moment of its replacement, or the last time that a node looked
    used_at timestamptz not null
);
