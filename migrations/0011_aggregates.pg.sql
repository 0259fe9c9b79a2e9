-- Copies the lists. One that cannot be read stays one that cannot be read: its incident is left out as before.
-- PostgreSQL before 16 has no `is json`; what any release wrote has this form.
insert into incident_components (incident_id, component_id, position)
select incidents.id, named.value, min(named.place) - 1
  from incidents,
       json_array_elements_text(
           case when component_ids ~ '^\[("[\w-]+"(,"[\w-]+")*)?\]$' then component_ids::json else '[]'::json end
       ) with ordinality as named (value, place)
 group by incidents.id, named.value;

insert into incident_components (incident_id, component_id, position)
select id, 'unreadable: ' || component_ids, 0
  from incidents where component_ids !~ '^\[("[\w-]+"(,"[\w-]+")*)?\]$';

-- Copies what the release before writes beside this one.
create function incidents_older_components() returns trigger language plpgsql as $$
begin
    delete from incident_components where incident_id = new.id;
    insert into incident_components (incident_id, component_id, position)
    select new.id, named.value, min(named.place) - 1
      from json_array_elements_text(new.component_ids::json) with ordinality as named (value, place)
     group by named.value;
    return null;
end $$;

create trigger incidents_older_insert after insert on incidents for each row
when (new.components_version is null)
execute function incidents_older_components();

create trigger incidents_older_update after update of component_ids on incidents for each row
when (new.component_ids is distinct from old.component_ids
      and new.components_version is not distinct from old.components_version)
execute function incidents_older_components();

-- Counts what the release before changes beside this one, where no date tells it.
create function components_older_revision() returns trigger language plpgsql as $$
begin
    new.revision := old.revision + 1;
    return new;
end $$;

create trigger components_older_update before update on components for each row
when (new.revision = old.revision
      and (new.is_group, new.group_id, new.name, new.description, new.showcase, new.only_show_if_degraded,
           new.start_date, new.hidden, new.display)
       is distinct from
          (old.is_group, old.group_id, old.name, old.description, old.showcase, old.only_show_if_degraded,
           old.start_date, old.hidden, old.display))
execute function components_older_revision();

create function pages_older_setting_changes() returns trigger language plpgsql as $$
begin
    new.older_setting_changes := old.older_setting_changes + 1;
    return new;
end $$;

create trigger pages_older_update before update of name, time_zone, url, settings on pages for each row
when (new.setting_revisions = old.setting_revisions
      and (new.name, new.time_zone, new.url, new.settings)
       is distinct from (old.name, old.time_zone, old.url, old.settings))
execute function pages_older_setting_changes();
