package io.todosystem.auth.limit;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Positive;

/**
 * How often may be tried from one address (IPv4) or network (/64 of IPv6), {@code todo.limits.*}. Each process counts
 * by itself; {@code todo.limits.enabled} holds for these too.
 *
 * @param failedLogins logins that may fail in a minute from one address (or /64 of IPv6); then none from there is tried
 * @param registrations registrations that may be tried in an hour from one address (or /64 of IPv6)
 */
@ConfigurationProperties("todo.limits")
record AddressLimitSettings(
        @Bindable(defaultValue = "10") @Positive int failedLogins,
        @Bindable(defaultValue = "20") @Positive int registrations) {}
