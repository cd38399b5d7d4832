/** Configuration and the start of a process. */
@NullMarked
package io.todosystem.platform.config;

import org.jspecify.annotations.NullMarked;
