-- Signing in: second factors, sessions, links that are used once, and an audit log that also takes what
-- changes nothing public.

alter table users add column totp_secret text;
-- a secret that was shown and not confirmed yet
alter table users add column totp_pending text;
-- the last time step whose code was taken, so that no code is taken twice
alter table users add column totp_step bigint;

create table recovery_codes (
    user_id text not null references users (id) on delete cascade,
    -- SHA-256; the row goes when the code is used
    code_hash text not null,
    primary key (user_id, code_hash)
);

create table sessions (
    -- SHA-256 of the cookie's token; the token itself is never stored
    token_hash text not null primary key,
    -- what lists and forms call it
    id text not null unique,
    user_id text not null references users (id) on delete cascade,
    -- the password was right and the second factor is still asked for
    awaits_code boolean not null,
    address text not null,
    agent text not null,
    created_at timestamptz not null,
    seen_at timestamptz not null
);

create index sessions_user_id_idx on sessions (user_id);

-- Addresses from which somebody signed in: wrong tries of others do not keep them out.
create table known_peers (
    user_id text not null references users (id) on delete cascade,
    address text not null,
    seen_at timestamptz not null,
    primary key (user_id, address)
);

-- Links that are made to be sent: to set up the page, to join the team.
create table links (
    -- SHA-256 of the link's token
    token_hash text not null primary key,
    id text not null unique,
    kind text not null,
    -- whom an invitation is for; empty in the set-up link
    email text not null,
    name text not null,
    role text not null,
    created_by text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
);

-- who made it; null for the command line
alter table api_tokens add column created_by text;
alter table api_tokens add column expires_at timestamptz;
-- to the hour
alter table api_tokens add column last_used_at timestamptz;

-- Append-only.
create table audit_entries (
    seq bigint not null primary key,
    -- null for what changed nothing that is shown: log-ins, denials, exports
    revision bigint,
    at timestamptz not null,
    actor text not null,
    door text not null,
    -- from where, where the door knows
    address text,
    action text not null,
    subject text not null,
    -- a JSON object
    detail text not null
);

insert into audit_entries (seq, revision, at, actor, door, action, subject, detail)
select revision, revision, at, actor, door, action, subject, detail from audit_log;

drop table audit_log;

create index audit_entries_action_idx on audit_entries (action, seq);

-- Incidents that nobody has published: forms, kept as they were typed, so that nothing of them can be
-- mistaken for an incident.
create table incident_drafts (
    id text not null primary key,
    name text not null,
    -- a JSON object of the form's fields
    fields text not null,
    created_by text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    -- the minute at which it publishes itself
    publish_at timestamptz,
    -- why it could not be published at its minute
    failure text
);

create index incident_drafts_publish_at_idx on incident_drafts (publish_at) where publish_at is not null;
