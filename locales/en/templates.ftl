# Words of the staff pages of templates.

nav-templates = Templates
templates-incidents = For incidents
templates-maintenances = For scheduled maintenance
templates-none = There are none yet.
templates-responder-note = You can use these. Someone with the role { $name } can change them.
template-new-incident = New incident template
template-new-maintenance = New maintenance template
template-use = Use
template-edit = Edit
template-delete = Delete
template-any-status = Any status
template-components = { $count ->
    [0] No components
    [one] One component
   *[other] { $count } components
}
template-save = Save the template
template-back = Back to the templates

field-title = Title
field-update-status = Status
field-component-ids = The list of components
template-name-hint = What your team calls it. Customers never see it.
template-title-hint = The name of the incident or maintenance that is made from it.
template-placeholders = Placeholders
template-placeholders-hint = Title and message may hold these. Each is filled in when the template is used, and can still be changed then. With no component chosen it stays as it is.
placeholder-component = The names of the components, as “Phone Call Delivery, SMS”.
placeholder-group = Their groups, as “DUO1–DUO8, DUO47”.
placeholder-time = The time of day when it is used, as “{ $name }”.
ticks-single = By group and one by one
template-sample = No component is chosen, so an example stands in for one.
sample-component = Phone Call Delivery
sample-group = DUO1

template-delete-title = Delete { $name }
template-delete-text = What was made from it stays as it is.
template-delete-button = Delete this template
template-keep = Keep it

done-template-saved = The template is saved.
done-template-deleted = The template is deleted.

stale-settings = Somebody else changed this while you wrote. Your words are in the form below: read theirs, change what you like, and save again.
stale-theirs = What is there now
stale-empty = nothing
