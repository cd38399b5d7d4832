/** What users say about themselves. */
@NullMarked
package io.todosystem.auth.profile;

import org.jspecify.annotations.NullMarked;
