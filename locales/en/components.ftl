# Words of the staff pages of components and groups.

components-count = { $groups ->
    [0] {""}
    [one] { $groups } group,{" "}
   *[other] { $groups } groups,{" "}
}{ $components ->
    [one] { $components } component
   *[other] { $components } components
}{ $hidden ->
    [0] {""}
   *[other] , { $hidden } of them not public
}
components-in-group = { $count ->
    [one] { $count } component
   *[other] { $count } components
}
components-add-first = No components yet. Add what your customers use, such as “Push delivery”.
components-none-found = No component and no group has that in its name.
components-search = Find a component or group
components-responder-note = You may set statuses. Someone with the role { $name } adds, changes and moves components.
components-open-all = Open all groups
components-close-all = Close all groups
components-all = All components
components-back = Back to the components
components-tree = Groups and components in the order of the page
component-add = Add component
component-add-many = Add many at once
component-archived-link = Archived ({ $count })
component-hidden = Hidden
component-only-affected = Hidden while operational
component-set-status = Set status
group-edit = Edit group
group-new = New group
group-make = Make the group
group-members = Its components
group-members-hint = Components without a group stand here. Others are moved on their own pages; new ones come with “Add many at once”.
group-add-component = Add component
group-show = { $count ->
    [one] Show its component
   *[other] Show its { $count } components
}
order-position = Position
order-move = Move
order-up = Move up
order-down = Move down
order-drag = Drag to move
order-saved = { $name } is at { $position } of { $count } now.
order-failed = Not moved, try again. The order is as it was.
status-section = Status without an incident
status-section-hint = The page shows the status at once and says nothing about it. Readers wonder why: is there something to write?
status-write = Write an incident about it
component-in-group = In { $name }
component-at-top = Without a group
component-uptime-from = Uptime counts from { $name }
component-edit = Edit component
component-archive = Archive component
component-restore = Restore
component-is-archived = Archived { $name }. It is on no page; incidents that named it still do.
component-show-in-list = Show in the list
downtimes = History
downtimes-none = Operational at all times that are known.
downtime-since = Since
downtime-by-hand = Set by hand
downtime-by-incident = An incident that is gone
component-name-hint = What customers call it.
component-description-hint = Some words for customers on what it is. May be empty.
component-group-hint = New groups are made in the list of components.
component-showcase = Show uptime
component-showcase-hint = Tells programs that read the page to show its uptime.
component-start-hint = Uptime counts from this date. Empty means from the first known status.
component-hidden-tick = Hidden
component-hidden-hint = In no public output: not on the page, in no feed, no answer of the API and no count. Incidents do not name it either. Staff go on seeing it here.
component-only-affected-tick = Only on the page while it is not operational
component-only-affected-hint = Programs that use the API see it always.
group-hidden-hint = With all its components in no public output: not on the page, in no feed, no answer of the API and no count.
field-description = Description
field-group-id = Group
field-start-date = Start date
field-display = Readers find it
field-names = Names
field-groups = Groups
field-new-groups = New groups
field-to = Where to add them
display-when-affected = Open when affected
display-open = Always open
display-closed = Always closed
component-no-group = No group
component-theirs = What is there now
value-none = Nothing
archive-title = Archive { $name }?
archive-text = It goes from the page, the feeds and the lists of components. Its history is kept, incidents that named it still do, and you can restore it.
archive-last = It is the last one of { $name }, so the group goes with it, and comes back with it.
archive-button = Archive
archive-keep = Keep it
archived-title = Archived components
archived-none = Nothing is archived.
archived-since = archived
group-remove = Remove group
group-remove-title = Remove the group { $name }?
group-remove-text = { $count ->
    [one] Its component stays and moves to the end of the page, without a group.
   *[other] Its { $count } components stay and move to the end of the page, without a group.
}
add-many-title = Add many components
add-many-intro = One name a line, to one place or to many: the same five components for every deployment, for example. A name that a group has already is passed over.
add-many-names-hint = One a line.
add-to-all = { $count ->
    [one] To the one group there is
   *[other] To all { $count } groups
}
add-to-chosen = To the groups ticked below
add-to-top = Without a group
add-to-new = To new groups, named below
add-groups-hint = { $count ->
   *[other] Choose among { $count } groups
}
add-new-groups-hint = One a line; those that exist already are used.
add-many-button = Add components
add-more = Add more
added-title = Components added
added-nothing-title = Nothing was added
added-components = { $count ->
    [0] No component was added.
    [one] One component was added.
   *[other] { $count } components were added.
}
added-groups = { $count ->
    [one] One group was made.
   *[other] { $count } groups were made.
}
added-skipped = { $count ->
    [one] One was there already and was passed over.
   *[other] { $count } were there already and were passed over.
}
