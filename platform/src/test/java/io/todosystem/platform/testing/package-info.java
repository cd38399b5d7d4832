/** Fakes of what platform talks to, for the tests of every module. */
@NullMarked
package io.todosystem.platform.testing;

import org.jspecify.annotations.NullMarked;
