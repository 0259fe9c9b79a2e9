-- What a client asked for once under an Idempotency-Key, so that asking again makes nothing new.

create table idempotency_keys (
    -- SHA-256 of the token's id and the key
    id text not null primary key,
    -- SHA-256 of the request, so that one key does not stand for two requests
    request_hash text not null,
    -- the id of what was made
    subject text not null,
    created_at timestamptz not null
);

create index idempotency_keys_created_at_idx on idempotency_keys (created_at);
