/** The OpenAPI document and the page to try it out. */
@NullMarked
package io.todosystem.bff.docs;

import org.jspecify.annotations.NullMarked;
