/** The mail sink: takes every mail over SMTP and shows it in a browser. */
@NullMarked
package io.todosystem.localstack.mail;

import org.jspecify.annotations.NullMarked;
