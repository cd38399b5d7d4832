-- What is past its time is found without reading the rest.
CREATE INDEX notification_create_time ON notification USING brin (create_time) WITH (autosummarize = on);
