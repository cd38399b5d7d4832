package io.todosystem.eventing.idempotency;

import com.google.protobuf.Message;

/**
 * What a command answers.
 *
 * @param replayed whether an earlier call had the effect and this is its stored answer
 */
public record Answer<M extends Message>(M message, boolean replayed) {}
