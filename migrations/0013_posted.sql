-- What the program posted by itself is kept as a JSON object of a sentence's key and values, so that each language
-- words it. The text beside it stays whole, in the language in which it was posted. Null for a text of somebody's.
alter table incident_updates add column posted text;

-- the same of the text before a correction
alter table corrections add column posted text;

-- The release before does not know the column. A text that it writes over a posted one is somebody's.
