# Words that pages, feeds and mails share.

status-operational = Operational
status-under-maintenance = Under maintenance
status-degraded-performance = Degraded performance
status-partial-outage = Partial outage
status-major-outage = Major outage

state-investigating = Investigating
state-identified = Identified
state-monitoring = Monitoring
state-resolved = Resolved
state-postmortem = Postmortem
state-scheduled = Scheduled
state-in-progress = In progress
state-verifying = Verifying
state-completed = Completed
state-cancelled = Cancelled
state-update = Update

impact-none = No impact
impact-maintenance = Maintenance
impact-minor = Minor
impact-major = Major
impact-critical = Critical

duration-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
duration-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
duration-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
duration-under-a-minute = less than a minute

affected-was-incident = This incident affected: { $list }.
affected-is-incident = This incident affects: { $list }.
affected-was-maintenance = This scheduled maintenance affected: { $list }.
affected-is-maintenance = This scheduled maintenance affects: { $list }.
affected-cancelled-maintenance = This scheduled maintenance would have affected: { $list }.

feed-title = { $name } Status - Incident History
feed-description = Incidents and maintenances of { $name }
feed-scheduled-event = THIS IS A SCHEDULED EVENT
feed-title-update = { $name } - { $label }
