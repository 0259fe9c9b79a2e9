-- What the clock does for a maintenance, and maintenances that come again and again.

alter table incidents add column remind_prior boolean not null default false;
alter table incidents add column reminded_at timestamptz;
alter table incidents add column auto_start boolean not null default false;
alter table incidents add column auto_finish boolean not null default false;
-- null where nobody said
alter table incidents add column to_maintenance boolean;
alter table incidents add column to_operational boolean;
alter table incidents add column notify_at_start boolean;
alter table incidents add column notify_at_end boolean;
-- when its planned time last changed
alter table incidents add column moved_at timestamptz;
-- set when it ended before it began; it never counts as having happened
alter table incidents add column cancelled_at timestamptz;
-- no foreign key: an occurrence outlives its series
alter table incidents add column series_id text;
-- when the rule lets it begin, wherever it was moved since
alter table incidents add column series_starts_at timestamptz;
-- derived: when the clock has something to do for it
alter table incidents add column due_at timestamptz;

create unique index incidents_series_idx on incidents (series_id, series_starts_at) where series_id is not null;
create index incidents_due_at_idx on incidents (due_at) where due_at is not null;

create table maintenance_series (
    id text not null primary key,
    -- RFC 5545
    rule text not null,
    -- IANA name; occurrences keep their wall-clock time in it
    time_zone text not null,
    -- wall-clock time of the first, YYYY-MM-DDTHH:MM
    first_start text not null,
    duration_secs bigint not null,
    -- a JSON object: what each occurrence is made from
    template text not null,
    created_at timestamptz not null,
    -- start of the last occurrence that was made or passed; one that was deleted is not made again
    made_until timestamptz,
    -- when the clock has to look at it
    due_at timestamptz,
    ended_at timestamptz
);

create index maintenance_series_due_at_idx on maintenance_series (due_at) where due_at is not null;
