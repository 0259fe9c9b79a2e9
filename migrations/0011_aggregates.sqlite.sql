-- Copies the lists. One that cannot be read stays one that cannot be read: its incident is left out as before.
insert into incident_components (incident_id, component_id, position)
select incidents.id, named.value, min(named.key)
  from incidents,
       json_each(case when case when json_valid(component_ids) then json_type(component_ids) = 'array'
                         and not exists (select 1 from json_each(component_ids) as one where one.type <> 'text') else 0 end then component_ids else '[]' end) as named
 group by incidents.id, named.value;

insert into incident_components (incident_id, component_id, position)
select id, 'unreadable: ' || component_ids, 0 from incidents
 where not (case when json_valid(component_ids) then json_type(component_ids) = 'array'
         and not exists (select 1 from json_each(component_ids) as one where one.type <> 'text') else 0 end);

-- Copies what the release before writes beside this one.
create trigger incidents_older_insert after insert on incidents
when new.components_version is null
begin
    insert into incident_components (incident_id, component_id, position)
    select new.id, named.value, min(named.key) from json_each(new.component_ids) as named group by named.value;
end;

create trigger incidents_older_update after update of component_ids on incidents
when new.component_ids is not old.component_ids and new.components_version is old.components_version
begin
    delete from incident_components where incident_id = new.id;
    insert into incident_components (incident_id, component_id, position)
    select new.id, named.value, min(named.key) from json_each(new.component_ids) as named group by named.value;
end;

-- Counts what the release before changes beside this one, where no date tells it.
create trigger components_older_update after update on components
when new.revision = old.revision
    and (new.is_group, new.group_id, new.name, new.description, new.showcase, new.only_show_if_degraded,
         new.start_date, new.hidden, new.display)
     is not
        (old.is_group, old.group_id, old.name, old.description, old.showcase, old.only_show_if_degraded,
         old.start_date, old.hidden, old.display)
begin
    update components set revision = revision + 1 where id = new.id;
end;

create trigger pages_older_update after update of name, time_zone, url, settings on pages
when new.setting_revisions = old.setting_revisions
    and (new.name, new.time_zone, new.url, new.settings) is not (old.name, old.time_zone, old.url, old.settings)
begin
    update pages set older_setting_changes = older_setting_changes + 1 where id = new.id;
end;
