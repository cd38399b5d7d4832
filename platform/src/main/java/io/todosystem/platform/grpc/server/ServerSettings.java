package io.todosystem.platform.grpc.server;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.List;

/**
 * Limits of the gRPC server, {@code todo.server.*}.
 *
 * @param defaultDeadline of a unary call whose caller set none
 * @param maxConcurrentCalls unary calls in the work at once; more are refused, not queued
 * @param maxConcurrentStreams streams open at once
 * @param forwarders client ids of the services that are believed when they say from where a person comes
 * @param proxies addresses of the proxies whose {@code x-forwarded-for} is believed; none unless they are named
 * @param reflection whether tools may ask which services there are
 */
@ConfigurationProperties("todo.server")
record ServerSettings(
        @Bindable(defaultValue = "5s") Duration defaultDeadline,
        @Bindable(defaultValue = "200") @Positive int maxConcurrentCalls,
        @Bindable(defaultValue = "5000") @Positive int maxConcurrentStreams,
        @Bindable(defaultValue = "bff") List<String> forwarders,
        @Bindable(defaultValue = "") List<String> proxies,
        @Bindable(defaultValue = "true") boolean reflection) {}
