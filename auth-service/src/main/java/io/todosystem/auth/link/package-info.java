/** Single-use links that are mailed to users. */
@NullMarked
package io.todosystem.auth.link;

import org.jspecify.annotations.NullMarked;
