package io.todosystem.tasks.change;

import com.google.protobuf.ByteString;
import io.todosystem.platform.auth.Caller;

/**
 * Who sent a command and under which id. A second request of the same caller, rpc, id and hash is a repetition.
 *
 * @param hash of the message without its id
 */
public record Request(Caller.User caller, String rpc, String id, ByteString hash) {}
