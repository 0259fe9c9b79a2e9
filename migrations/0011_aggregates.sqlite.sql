-- Copies the lists. One that cannot be read stays one that cannot be read: its incident is left out as before.
insert into incident_components (incident_id, component_id, position)
select incidents.id, named.value, min(named.key)
  from incidents,
       json_each(case when json_valid(component_ids) then component_ids else '[]' end) as named
 group by incidents.id, named.value;

insert into incident_components (incident_id, component_id, position)
select id, 'unreadable: ' || component_ids, 0 from incidents where not json_valid(component_ids);

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
