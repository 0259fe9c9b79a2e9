-- The page, its components, incidents and postmortems, the people and tokens, and the audit log.

create table pages (
    id text not null primary key,
    name text not null,
    time_zone text not null,
    url text,
    -- host in the ids of feed entries; set once, so that readers never see an entry twice
    feed_host text,
    is_demo boolean not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    -- grows with every committed change; what publication and other processes watch
    revision bigint not null,
    -- counters that never go back, so that a number is never used again
    next_feed_number bigint not null,
    next_seq bigint not null
);

create table components (
    id text not null primary key,
    is_group boolean not null,
    -- no foreign key: an import may name a child before its group
    group_id text,
    name text not null,
    description text,
    status text not null,
    position bigint not null,
    seq bigint not null,
    hidden boolean not null,
    showcase boolean not null,
    only_show_if_degraded boolean not null,
    -- YYYY-MM-DD
    start_date text,
    archived_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

create table incidents (
    id text not null primary key,
    kind text not null,
    name text not null,
    status text not null,
    impact text not null,
    impact_override text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    started_at timestamptz,
    detected_at timestamptz,
    restored_at timestamptz,
    monitoring_at timestamptz,
    resolved_at timestamptz,
    starts_at timestamptz,
    ends_at timestamptz,
    feed_number bigint not null unique,
    seq bigint not null,
    reminder_intervals text,
    -- the components it names, in the order in which they were picked: a JSON list of ids
    component_ids text not null,
    -- a JSON object of objects that API clients attach
    metadata text not null,
    -- name, state and texts in lower case, for the search of staff; both databases fold only ASCII alike
    search_text text not null,
    -- the three below are derived, for the indexes
    is_open boolean not null,
    -- when its newest public word was said, or when it is planned to start
    feed_at timestamptz not null,
    -- the day under which readers find it: its end, or its start while it is open
    listed_at timestamptz not null
);

create index incidents_kind_created_at_idx on incidents (kind, created_at, seq);
create index incidents_feed_at_idx on incidents (feed_at, feed_number);
create index incidents_listed_at_idx on incidents (listed_at, seq);
create index incidents_open_idx on incidents (created_at) where is_open;

create table incident_updates (
    id text not null primary key,
    incident_id text not null references incidents (id) on delete cascade,
    status text not null,
    body text not null,
    body_format text not null,
    display_at timestamptz not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    seq bigint not null,
    -- what it says of components: a JSON list of [id, name, old status, new status]
    changes text not null,
    deliver_notifications boolean not null,
    custom_tweet text,
    tweet_id text
);

create index incident_updates_incident_id_idx on incident_updates (incident_id, created_at, seq);

create table postmortems (
    incident_id text not null primary key references incidents (id) on delete cascade,
    update_id text not null unique,
    body text,
    body_format text,
    body_updated_at timestamptz,
    draft text,
    draft_format text,
    draft_updated_at timestamptz,
    published_at timestamptz,
    posted_at timestamptz,
    deliver_notifications boolean not null,
    custom_tweet text,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

create index postmortems_published_at_idx on postmortems (published_at) where published_at is not null;

-- Every moment at which a component's status was set; its intervals are drawn from these.
create table component_turns (
    component_id text not null references components (id) on delete cascade,
    effective_at timestamptz not null,
    -- orders turns of one instant
    seq bigint not null,
    status text not null,
    -- null when staff set it by hand
    incident_id text references incidents (id) on delete cascade
);

create index component_turns_component_id_idx on component_turns (component_id, effective_at, seq);
create index component_turns_incident_id_idx on component_turns (incident_id);

create table users (
    id text not null primary key,
    email text not null unique,
    name text not null,
    role text not null,
    -- Argon2id, in its own text form
    password_hash text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

create table api_tokens (
    id text not null primary key,
    name text not null,
    role text not null,
    -- SHA-256 of the token in hexadecimal; the token itself is never stored
    token_hash text not null unique,
    created_at timestamptz not null,
    revoked_at timestamptz
);

-- Append-only.
create table audit_log (
    revision bigint not null primary key,
    at timestamptz not null,
    actor text not null,
    door text not null,
    action text not null,
    subject text not null,
    -- a JSON object
    detail text not null
);
