-- Incidents name their components in rows of their own, so that SQL finds them by component and by group.
create table incident_components (
    incident_id text not null references incidents (id) on delete cascade,
    -- no foreign key: an import may name a component before it is there
    component_id text not null,
    -- the order in which they were chosen, from 0
    position bigint not null,
    primary key (incident_id, component_id)
);

create index incident_components_component_id_idx on incident_components (component_id, incident_id);
create index components_group_id_idx on components (group_id) where group_id is not null;

-- The version of the incident to which its rows in incident_components belong. The release before writes the list in
-- incidents.component_ids alone and leaves this column as it is: by that the triggers below know its writes.
alter table incidents add column components_version bigint;

-- Every entity that staff or programs edit counts its changes; versions and entity tags are made from the count.
alter table postmortems add column revision bigint not null default 1;
alter table incident_drafts add column revision bigint not null default 1;
alter table incident_templates add column revision bigint not null default 1;
-- of what the form of a component or group shows: its status, order and dates are not counted
alter table components add column revision bigint not null default 1;
-- a JSON object: how often each setting was changed
alter table pages add column setting_revisions text not null default '{}';
-- changes of settings by the release before, which setting_revisions does not tell
alter table pages add column older_setting_changes bigint not null default 0;
