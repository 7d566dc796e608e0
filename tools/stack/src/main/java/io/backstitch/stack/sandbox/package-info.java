/**
 * The partner sandbox: outside systems to run against, with faults on demand and a record of their own.
 *
 * <p>It stands in for a payments partner (HTTP) and a mail server (SMTP). Each keeps an append-only record of <em>what
 * was done to it</em>, on disk and apart from Backstitch's database: the witness for the promise that no effect happens
 * twice. For development and tests only: it listens on the loopback interface and knows no authentication.
 */
@NullMarked
package io.backstitch.stack.sandbox;

import org.jspecify.annotations.NullMarked;
