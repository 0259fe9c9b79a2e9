# Words of the staff pages of the audit log.

audit-filter = Filter
audit-who = Who
audit-who-hint = A part of the name.
audit-action = Action
audit-action-hint = How it begins, as “incident” or “user.change_role”.
audit-subject = Subject
audit-subject-hint = The id of what it was done to.
audit-filter-button = Show
audit-entries = Entries
audit-none = No entry fits.
audit-export = Export what the filter shows, at most the newest 100,000 entries:
audit-csv = CSV
audit-json = JSON
audit-older = Older entries
audit-newest = Newest entries
audit-nothing = nothing

# Who did it, at the beginning of a sentence.

did-who-clock = The clock
did-who-command-line = The command line
did-who-first-start = The first start
did-who-nobody-yet = Somebody not logged in
did-who-token = API token “{ $name }”

# What happened: a sentence an action of docs/audit.md, its dots and underscores as hyphens. Every value of the detail
# is there under its name; of what was and what is, the first is called NAME_before.

did-audit-cut = { $who } removed { $entries ->
    [one] one entry
   *[other] { $entries } entries
} of the audit log from before { $before }
did-audit-export = { $who } exported { $entries ->
    [one] one entry
   *[other] { $entries } entries
} of the audit log as { $format ->
    [csv] CSV
    [json] JSON
   *[other] { $format }
}
did-component-add-many = { $who } added { $components ->
    [one] one component
   *[other] { $components } components
}{ $groups ->
    [0] {""}
    [one] {" "}and made a group
   *[other] {" "}and made { $groups } groups
}
did-component-create = { $who } added the component “{ $name }”
did-component-delete = { $who } archived the component “{ $name }”
did-component-edit = { $who } changed the component “{ $name }”
did-component-edit-renamed = { $who } renamed the component “{ $name_before }” to “{ $name }”
did-component-edit-status = { $who } set the component “{ $name }” from { $status_before } to { $status }
did-component-move = { $who } moved “{ $name }” from place { $position_before } to { $position }
did-component-reorder = { $who } put components in another order
did-component-restore = { $who } brought the component “{ $name }” back
did-denied = { $who } was refused { $method } { $subject }
did-draft-delete = { $who } deleted the draft “{ $name }”
did-draft-delete-unnamed = { $who } deleted a draft without a name
did-draft-fail = { $who } could not publish the draft “{ $name }”: { $why }
did-draft-plan = { $who } planned “{ $name }” to be published at { $publish_at }
did-draft-save = { $who } saved the draft “{ $name }”
did-draft-save-unnamed = { $who } saved a draft without a name
did-group-create = { $who } made the group “{ $name }”
did-group-delete = { $who } removed the group “{ $name }”
did-group-edit = { $who } changed the group “{ $name }”
did-group-edit-renamed = { $who } renamed the group “{ $name_before }” to “{ $name }”
did-image-remove = { $who } removed { $subject ->
    [logo-light] the logo on light
    [logo-dark] the logo on dark
    [icon] the icon
   *[other] an image
}
did-image-set = { $who } set { $subject ->
    [logo-light] the logo on light
    [logo-dark] the logo on dark
    [icon] the icon
   *[other] an image
}
did-incident-create = { $who } opened “{ $name }” as { $status }
did-incident-create-drafted = { $who } opened “{ $name }” as { $status }, drafted by { $drafted_by }
did-incident-delete = { $who } deleted “{ $name }”
did-incident-edit = { $who } changed “{ $name }”
did-incident-edit-moved = { $who } moved “{ $name }” to another time
did-incident-edit-renamed = { $who } renamed “{ $name_before }” to “{ $name }”
did-incident-edit-resolved = { $who } resolved “{ $name }”
did-incident-edit-status = { $who } moved “{ $name }” from { $status_before } to { $status }
did-incident-edit-update = { $who } posted an update on “{ $name }”
did-invitation-accept = { $who } accepted an invitation as { $role }
did-invitation-create = { $who } invited { $email } as { $role }
did-invitation-end = { $who } ended an invitation
did-login = { $who } logged in
did-login-code-failed = { $who } gave a wrong code of the second factor
did-login-failed = { $who } tried to log in with a wrong address or password: { $email }
did-login-password = { $who } gave the password and was asked for the second factor
did-logout = { $who } logged out
did-maintenance-cancel = { $who } cancelled “{ $name }”
did-maintenance-finish = { $who } completed “{ $name }”
did-maintenance-pass-over = { $who } left out a step of a maintenance, as its time was over
did-maintenance-remind = { $who } reminded of “{ $name }”
did-maintenance-schedule = { $who } scheduled “{ $name }”
did-maintenance-start = { $who } started “{ $name }”
did-maintenance-update = { $who } posted an update on “{ $name }”: { $status }
did-note-add = { $who } wrote a note
did-note-delete = { $who } removed a note
did-page-create = { $who } made the page
did-page-edit = { $who } changed the page's settings
did-page-fix-feed-host = { $who } fixed the host in the ids of feed entries: { $feed_host }
did-page-import = { $who } imported { $components_imported ->
    [one] one component
   *[other] { $components_imported } components
} and { $incidents_imported ->
    [one] one incident
   *[other] { $incidents_imported } incidents
}, and changed { $components_updated ->
    [one] one component
   *[other] { $components_updated } components
} and { $incidents_updated ->
    [one] one incident
   *[other] { $incidents_updated } incidents
}
did-password-change = { $who } gave somebody a new password
did-password-change-own = { $who } chose a new password
did-password-link = { $who } made a link for { $email } to choose a new password
did-postmortem-delete = { $who } deleted a postmortem
did-postmortem-publish = { $who } published a postmortem
did-postmortem-revert = { $who } took a published postmortem back
did-postmortem-save-draft = { $who } saved the draft of a postmortem
did-second-factor-codes = { $who } made new recovery codes
did-second-factor-off = { $who } turned their second factor off
did-second-factor-on = { $who } turned a second factor on
did-second-factor-reset = { $who } reset somebody's second factor
did-series-announce = { $who } announced { $occurrences ->
    [one] one more occurrence
   *[other] { $occurrences } more occurrences
} of the series “{ $name }”
did-series-end = { $who } ended the series “{ $name }” and cancelled { $cancelled ->
    [0] nothing that was announced
    [one] one occurrence
   *[other] { $cancelled } occurrences
}
did-series-end-why = { $who } ended the series “{ $name }”: { $why }
did-series-schedule = { $who } planned the series “{ $name }” and announced { $occurrences ->
    [one] one occurrence
   *[other] { $occurrences } occurrences
}
did-session-end = { $who } ended one of their sessions
did-session-end-others = { $who } ended { $ended ->
    [0] none of their other sessions
    [one] one of their other sessions
   *[other] { $ended } of their other sessions
}
did-setup-done = { $who } set the page up as { $email }
did-setup-link = { $who } made the link by which the page is set up
did-template-create = { $who } made the template “{ $name }”
did-template-delete = { $who } deleted the template “{ $name }”
did-template-edit = { $who } changed the template “{ $name }”
did-token-create = { $who } made the API token “{ $name }” with the role { $role }
did-token-retell = { $who } was shown another text of the API token “{ $name }”
did-token-revoke = { $who } ended the API token “{ $name }”
did-update-delete = { $who } removed an update
did-update-edit = { $who } corrected an update
did-user-change-role = { $who } changed somebody's role from { $role_before } to { $role }
did-user-create = { $who } added { $email } as { $role }
did-user-end-sessions = { $who } ended all sessions of somebody
did-user-remove = { $who } removed { $email }, { $role }
did-user-rename = { $who } changed their name from “{ $name_before }” to “{ $name }”
