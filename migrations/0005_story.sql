-- Corrections in public, the promise of the next update, and notes among staff.

-- until when staff promised the next update; null while nothing is promised
alter table incidents add column next_update_by timestamptz;
-- when a published update was last removed
alter table incidents add column update_removed_at timestamptz;
-- when readers were last told that it was corrected
alter table incident_updates add column corrected_at timestamptz;
alter table postmortems add column corrected_at timestamptz;

-- What readers saw before a published word was changed or removed.
create table corrections (
    -- their order
    seq bigint not null primary key,
    incident_id text not null references incidents (id) on delete cascade,
    -- the update, or the id under which the postmortem stands among the updates
    update_id text not null,
    -- the earlier text; null when the update was removed, whose text is nobody's business any more
    body text,
    body_format text,
    -- the earlier happened-at
    display_at timestamptz not null,
    -- the happened-at after it; null when the update was removed
    new_display_at timestamptz,
    reason text,
    corrected_at timestamptz not null
);

create index corrections_incident_id_idx on corrections (incident_id, seq);
create index corrections_update_id_idx on corrections (update_id);

-- What staff tell each other about an incident; never public.
create table incident_notes (
    id text not null primary key,
    incident_id text not null references incidents (id) on delete cascade,
    body text not null,
    -- who wrote it, as the audit log calls them
    author text not null,
    created_at timestamptz not null,
    seq bigint not null
);

create index incident_notes_incident_id_idx on incident_notes (incident_id, seq);
