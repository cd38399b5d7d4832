/** The services as components. */
@NullMarked
package io.todosystem.localstack.service;

import org.jspecify.annotations.NullMarked;
