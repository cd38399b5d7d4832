/** Logs, metrics and traces that tell of one request by the same ids. */
@NullMarked
package io.todosystem.platform.telemetry;

import org.jspecify.annotations.NullMarked;
