/** Bodies of requests: strict JSON, and merge patches. */
@NullMarked
package io.todosystem.bff.json;

import org.jspecify.annotations.NullMarked;
