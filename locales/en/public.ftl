# Words of the public pages.

page-title = { $title } – { $name }
skip-to-content = Skip to content
page-navigation = Page
demo-note = This is a demonstration of Candor, not the status page of a real service.

support = Support

# The frame's foot
own-links-navigation = Other pages
footer-navigation = More about this page
feeds-navigation = Feeds and API
feed-rss = RSS
feed-atom = Atom
feed-json = JSON Feed
feed-title-rss = { $name } Status History - RSS Feed
feed-title-atom = { $name } Status History - Atom Feed
feed-title-json = { $name } Status History - JSON Feed
api = API
page-made = Page made
reload = Reload
current-status = Current status
posted = Posted
permalink = Permalink
follow = Follow in a feed reader

# Banner
banner-incident = Incident in progress
banner-investigating = Investigating a possible problem
banner-not-shown = { $count ->
    [one] One incident cannot be shown
   *[other] { $count } incidents cannot be shown
}
scope-alone = { $name }: { $status }
scope-group = { $name }: { $status } in { $group }
scope-groups = { $name }: { $status } in { $affected } of { $total } groups
scope-separator = ;{" "}
scope-more = { $list }; and { $count } more
in-sentence-operational = operational
in-sentence-under-maintenance = under maintenance
in-sentence-degraded-performance = degraded performance
in-sentence-partial-outage = partial outage
in-sentence-major-outage = major outage

# Front page
home-description = Current status of { $name }: { $status }.
earlier-updates = Earlier updates ({ $count })
affects = Affects { $list }
rollup-group = { $name } in { $group }
rollup-groups = { $name } in { $count } groups
more = { $count } more
and-more = and { $count } more
maintenance = Scheduled maintenance
maintenance-window = { $window } ({ $duration })
maintenance-not-begun = It has not begun yet.
maintenance-not-finished = It takes longer than planned.
components = Components
components-none = No components yet
affected-now = Affected now
all-components = All components
group-rollup = { $status } · { $affected } of { $total } affected
group-empty = No components in this group yet
place-group = in { $group }
place-groups = in { $groups } ({ $count } groups)
past-incidents = Past incidents
past-none = No incidents reported
past-none-today = No incidents reported today
past-none-days = No incidents reported { $days }
past-none-else-today = No other incidents reported today
past-none-else-days = No other incidents reported { $days }
postmortem = Postmortem

# Incident page
incident-report = Incident Report for { $name }
maintenance-report = Scheduled Maintenance Report for { $name }
incident-description = { $state }: { $text }
updates = Updates
updates-none = No updates yet
postmortem-page = Read the postmortem on its own page
fact-disruption = { $duration } of disruption
fact-resolved-after = Resolved after { $duration }
fact-ongoing = Ongoing since { $time }
extent-groups = { $count ->
    [one] { $count } group affected
   *[other] { $count } groups affected
}
extent-components = { $count ->
    [one] { $count } component affected
   *[other] { $count } components affected
}

next-update-by = Next update by
promise-overdue = (overdue)
corrected = Corrected
removed = Removed
update-removed = An update was removed

# Corrections page
corrections-title = Corrections: { $title }
corrections-description = What was corrected in { $title } after it was published.
corrections-intro = What was changed here after it had been published, the newest change first. Fixes made within two minutes are not listed.
correction-removed = An update was removed
correction-reason = Reason: { $reason }
correction-time = Time
correction-no-text = The text stayed the same.
correction-too-different = Too much changed to mark every word.
version-before = The version before this correction
version-after = The version after this correction
diff-added = added:
diff-removed = removed:
diff-end = end
diff-left-out = […]

# Postmortem page
postmortem-title = Postmortem: { $title }
facts = Facts
fact-started = Started
contents = Contents
fact-detected = Detected
fact-first-update = First public update
fact-restored = Restored
fact-resolved = Resolved
fact-duration = Duration
fact-affected = Affected
fact-impact = Impact
from-first-post = from the first post to resolved
from-updates = from updates
affected-all = All that was affected
timeline = Timeline
timeline-caption = All times in { $zone } ({ $short })
timeline-time = Time
timeline-event = Event
incident-report-link = Incident report with all updates

# Lists
postmortems = Postmortems
postmortems-description = Postmortems of { $name }: what happened, why, and what changed.
postmortems-none = No postmortems yet
history = Incident history
history-description = Incidents and maintenances of { $name }, month by month.
history-none = No incidents reported
history-navigation = Months
older = Older
newer = Newer

# Subscribe
subscribe = Subscribe
subscribe-description = How to follow the status of { $name }.
subscribe-intro = Copy an address into your feed reader, chat or monitoring, and it tells you about every incident and maintenance here. No account and no email address is needed.
subscribe-incidents = One entry for each incident
subscribe-incidents-hint = The entry changes as the incident goes on. Right for most readers.
subscribe-updates = One entry for each update
subscribe-updates-hint = Every update is an entry of its own. Right for chat rooms, which show an entry once and never again.
subscribe-by-update = { $name }, by update
subscribe-programs = For programs
subscribe-programs-hint = The current state of every component with open incidents and maintenances, as JSON.
subscribe-api = Status API
feed-rss-hint = Feed readers, and chat apps such as Slack and Microsoft Teams
feed-atom-hint = Feed readers
feed-json-hint = Scripts and newer feed readers

# Problems
not-found = Page not found
not-found-text = There is nothing at this address. It may have been mistyped, or what was here is no longer public.
bad-request = This address makes no sense
bad-request-text = A part of it has a form that this page does not know. Check what stands after the question mark.
read-only = This page can only be read
read-only-text = The request tried to change something here. Open the page with an ordinary link instead.
internal = Something went wrong on our side
internal-text = The page could not be made. Trying again in a moment may help; the current status is not affected by this.
internal-reference = Reference
unavailable = Live data is unavailable
unavailable-text = Older incidents cannot be read right now. The current status still works.

api-docs = Manage API
api-docs-description = The operations of the manage API of { $name }
api-docs-intro = Run incidents, components and postmortems from programs. Every request carries a token: Authorization: OAuth TOKEN.
api-docs-document = OpenAPI document
api-docs-operations = Operations
