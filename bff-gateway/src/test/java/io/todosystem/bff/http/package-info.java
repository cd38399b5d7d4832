@NullMarked
package io.todosystem.bff.http;

import org.jspecify.annotations.NullMarked;
