-- The page's settings and images, how groups are shown, and templates.

-- a JSON object; what is missing has its default
alter table pages add column settings text not null default '{}';

-- whether readers find a group open
alter table components add column display text not null default 'when_affected';

create table page_images (
    kind text not null primary key,
    content_type text not null,
    -- base64: the one binary value, small, and both databases read text alike
    body text not null,
    width bigint not null,
    height bigint not null,
    -- of the bytes, in hexadecimal; part of the address
    sha256 text not null,
    changed_at timestamptz not null
);

create table incident_templates (
    id text not null primary key,
    kind text not null,
    name text not null,
    title text not null,
    body text not null,
    group_id text,
    update_status text,
    should_send_notifications boolean not null,
    should_tweet boolean not null,
    -- a JSON list of ids, in order
    component_ids text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
