# Words of the staff pages of settings, images and templates.

settings-page = Name and address
settings-words = Words and links
settings-colors = Colours
settings-images = Logo and icon
settings-security = Search engines and security.txt
settings-incidents = Incidents
settings-team = Team rules
settings-save = Save the settings
settings-back = Back to the settings
settings-locked = Someone with the role { $name } changes these. They say now:
settings-nothing = Nothing is set.
settings-images-count = { $count ->
    [0] No image of your own
    [one] One image of your own
   *[other] { $count } images of your own
}
field-url = Address
field-time-zone = Time zone
field-announcement = Announcement
field-about = About
field-support-url = Help
field-links = Links
field-theme = Look
field-accent-light = Accent on light
field-accent-dark = Accent on dark
field-logo-alt = Logo in words
field-logo-light = Logo on light
field-logo-dark = Logo on dark
field-icon = Icon
field-hidden-from-search = Ask search engines to leave this page out
field-security-contacts = Contacts for security reports
field-security-policy = Security policy
field-reminder-intervals = Reminder hours
field-notify-by-default = Notify subscribers of new incidents unless somebody says otherwise
field-default-role = Role of new people
field-require-second-factor = Nobody works here without a second factor
field-audit-years = How long the audit log is kept
settings-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
}
settings-for-ever = For ever
settings-audit-hint = What is older is removed, and an entry counts it.
settings-name-hint = Whose status it is, as readers see it.
settings-url-hint = Where readers find this page, without a path. In use now: { $name }. A change counts from the next start of the program, unless its configuration gives an address.
settings-zone-hint = All times on the page are in it. An IANA name, as America/New_York.
settings-announcement-hint = One line on top of every page, for what is no incident. Markdown for words and links works. Empty for none.
settings-about-hint = What this service does, on the front page. Markdown works. Empty for none.
settings-support-hint = Where readers get help: an address that begins with https:, http: or mailto:. Empty for none.
settings-links-hint = In the footer, at most eight. Empty a pair to remove it; save to get more pairs.
settings-link-label = Link { $count }, words
settings-link-url = Link { $count }, address
settings-preview-empty = There is no announcement and no text.
settings-colors-intro = The accent colours the line on top and the buttons. Its contrast must let everybody read it.
settings-accent-hint = As #0b57d0. Empty for the one that comes with the program.
theme-auto = As readers' systems ask
theme-light = Always light
theme-dark = Always dark
settings-security-intro = Who finds a hole looks for /.well-known/security.txt. With a contact here this page has one.
settings-hidden-hint = Readers with the address see it as before.
settings-contacts-hint = One a line, the best first: an address that begins with https:, mailto: or tel:. Empty for no security.txt.
settings-policy-hint = Where your rules for such reports are: an address that begins with https:. Empty for none.
settings-reminders-hint = After how many hours of silence the dashboard reminds of an open incident, as 3, 6, 12, 24. Empty for never.
settings-notify-hint = Nobody can subscribe yet; it counts from when they can.
settings-default-role-hint = Offered first when somebody is invited.
settings-factor-hint = Whoever has none sets one up before anything else, you too.
accent-on-light = On light
accent-on-dark = On dark
accent-check = Check the contrast
accent-unknown = That is no colour such as #0b57d0.
accent-none = No colour of your own: { $name } comes with the program, and everybody can read it.
accent-passes = { $name } can be read by everybody.
accent-fails = { $name } is too hard to read and would be refused.
accent-background = Against the page:
accent-surface = Against cards:
accent-button = Words on a button of this colour:
accent-needs = The page and buttons need { $name } or more.
accent-take = Take { $name }
accent-sample-link = A link
accent-sample-button = A button
settings-images-intro = PNG or SVG. Each is checked and written anew, so that nothing in it can run.
settings-alt = The logo in words
settings-alt-hint = What screen readers say for it. Empty for the page's name.
settings-alt-save = Save the words
image-none = There is none.
image-present = { $name }, as it is now
image-file = File
image-hint = PNG or SVG, at most { $kilobytes } kB and { $width } × { $height } pixels.
image-facts = { $format }, { $width } × { $height } pixels, { $kilobytes } kB
image-set-logo-light = Set the logo on light
image-set-logo-dark = Set the logo on dark
image-set-icon = Set the icon
image-remove-logo-light = Remove the logo on light
image-remove-logo-dark = Remove the logo on dark
image-remove-icon = Remove the icon
image-choose-first = Choose a file first.
image-choose-again = Your file was not kept. Choose it again; nothing was changed.
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
template-sample = No component is chosen, so an example stands in for one.
sample-component = Phone Call Delivery
sample-group = DUO1
template-delete-title = Delete { $name }
template-delete-text = What was made from it stays as it is.
template-delete-button = Delete this template
template-keep = Keep it
