-- What is due by the clock: a row is written by the transaction that makes something due, and moved or removed by
-- the one that changes it.
create table jobs (
    -- the id of what it is about
    subject text not null,
    -- what is to be done; a program leaves kinds alone that it does not know
    kind text not null,
    -- after a failure it is when the next try is due
    due_at timestamptz not null,
    -- failures since it was planned
    tries bigint not null default 0,
    primary key (subject, kind)
);

create index jobs_due_at_idx on jobs (due_at, kind, subject);

-- The columns they come from stay for the release before this one, which runs beside it while nodes are replaced.
insert into jobs (kind, subject, due_at)
select 'make-transition', id, due_at from incidents where due_at is not null;

insert into jobs (kind, subject, due_at)
select 'announce-occurrences', id, due_at from maintenance_series where due_at is not null;

insert into jobs (kind, subject, due_at)
select 'publish-draft', id, publish_at from incident_drafts where publish_at is not null and failure is null;
