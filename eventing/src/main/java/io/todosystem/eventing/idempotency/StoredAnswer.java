package io.todosystem.eventing.idempotency;

/** What an earlier call of the same caller, RPC and request id was ({@link RequestHash}) and was answered. */
@SuppressWarnings("ArrayRecordComponent") // Bytes are handed through, never compared by equals.
public record StoredAnswer(byte[] requestHash, byte[] response) {}
