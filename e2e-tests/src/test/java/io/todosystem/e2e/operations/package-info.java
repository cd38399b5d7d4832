/** What operators rely on: alerts, and the runbooks behind them. */
@NullMarked
package io.todosystem.e2e.operations;

import org.jspecify.annotations.NullMarked;
